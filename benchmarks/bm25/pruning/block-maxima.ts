/** Postings per block. */
export const BLOCK = 128;
/** More than half the distance between neighbouring numbers of 32 bits: a rounded product is never too small. */
const UP = 1 + 2 ** -23;

interface CodedLists {
  readonly starts: Int32Array;
  readonly codes: Uint16Array;
}

export interface Maxima {
  readonly maxima: Float32Array;
  readonly blockStarts: Int32Array;
  readonly blockMaxima: Float32Array;
}

/** The most that a posting is worth, in each list and in each block of a list. */
export function blockMaxima({ starts, codes }: CodedLists, worth: Float64Array): Maxima {
  const terms = starts.length - 1;
  const blockStarts = new Int32Array(terms + 1);
  const maxima = new Float32Array(terms);
  const ofBlocks: number[] = [];
  for (let term = 0; term < terms; term++) {
    const end = starts[term + 1] as number;
    for (let from = starts[term] as number; from < end; from += BLOCK) {
      const most = UP * mostWorth(codes.subarray(from, Math.min(from + BLOCK, end)), worth);
      maxima[term] = Math.max(maxima[term] as number, most);
      ofBlocks.push(most);
    }
    blockStarts[term + 1] = ofBlocks.length;
  }
  return { maxima, blockStarts, blockMaxima: Float32Array.from(ofBlocks) };
}

function mostWorth(codes: Uint16Array, worth: Float64Array): number {
  let most = 0;
  for (const code of codes) most = Math.max(most, worth[code] as number);
  return most;
}

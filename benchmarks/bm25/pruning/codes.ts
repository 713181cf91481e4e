import { B, K1 } from '../engine.ts';

export interface Codes {
  /** The number of a combination of a term's occurrences in a document and the document's length. */
  codeOf(count: number, length: number): number;
  /** What each code adds to a score, in idfs: BM25 as in Lucene, without its constant factor. */
  worth(averageLength: number): Float64Array;
}

const MOST = 65_536;

/** Two bytes per posting instead of a number of eight, and a new average length changes a small table only. */
export function createCodes(): Codes {
  const codes = new Map<number, number>();
  const counts: number[] = [];
  const lengths: number[] = [];
  return {
    codeOf(count, length) {
      const key = count * 2 ** 32 + length;
      const known = codes.get(key);
      if (known !== undefined) return known;
      if (codes.size === MOST) throw new RangeError(`there are more than ${MOST} codes; pass fewer passages`);
      codes.set(key, codes.size);
      counts.push(count);
      lengths.push(length);
      return codes.size - 1;
    },
    worth: (averageLength) =>
      Float64Array.from(counts, (count, code) => {
        const norm = K1 * (1 - B + (B * (lengths[code] as number)) / averageLength);
        return count / (count + norm);
      }),
  };
}

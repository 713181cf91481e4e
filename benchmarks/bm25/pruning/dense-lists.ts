/** A list as a set of bits, so that looking a document up takes the same time everywhere. */
export interface DenseList {
  /** Bit `document & 31` of word `document >>> 5`. */
  readonly bits: Uint32Array;
  /** By word: how many bits are set before it. */
  readonly ranks: Uint16Array;
}

/** Lists that hold one document in 16 are dense, unless they are short. */
const SHARE = 1 / 16;
const SHORTEST = 256;

interface Postings {
  readonly size: number;
  readonly starts: Int32Array;
  readonly docs: Uint16Array;
}

/** By term. */
export function denseLists({ size, starts, docs }: Postings): ReadonlyMap<number, DenseList> {
  const dense = new Map<number, DenseList>();
  const least = Math.max(SHORTEST, size * SHARE);
  for (let term = 0; term + 1 < starts.length; term++) {
    const list = docs.subarray(starts[term], starts[term + 1]);
    if (list.length >= least) dense.set(term, denseList(list, size));
  }
  return dense;
}

function denseList(documents: Uint16Array, size: number): DenseList {
  const bits = new Uint32Array((size + 31) >>> 5);
  for (const document of documents) {
    bits[document >>> 5] = (bits[document >>> 5] as number) | (1 << (document & 31));
  }
  const ranks = new Uint16Array(bits.length);
  for (let word = 1; word < bits.length; word++) {
    ranks[word] = (ranks[word - 1] as number) + popCount(bits[word - 1] as number);
  }
  return { bits, ranks };
}

export const holds = ({ bits }: DenseList, document: number): boolean =>
  ((bits[document >>> 5] as number) & (1 << (document & 31))) !== 0;

/** How many documents of the list are before `document`. */
export function rankOf({ bits, ranks }: DenseList, document: number): number {
  const word = document >>> 5;
  return (ranks[word] as number) + popCount((bits[word] as number) & ((1 << (document & 31)) - 1));
}

/** How many bits of a word are set. Source: H. S. Warren, Hacker's Delight, 2002, figure 5-2. */
function popCount(word: number): number {
  let v = word - ((word >>> 1) & 0x5555_5555);
  v = (v & 0x3333_3333) + ((v >>> 2) & 0x3333_3333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}

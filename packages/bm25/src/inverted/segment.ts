import { type Bits, popCount, setBit } from './bits.ts';
import type { Part } from './part.ts';

/**
 * A part that is written: the postings of a term stand together, by document ascending. Four bytes per posting, and
 * bits for random access into long lists. One block of block-max pruning: each list knows its largest impact here.
 */
export interface Segment extends Part, Lists {
  bounds: Bounds;
}

/** Postings lists, by number; those of a term are found by its id. */
export interface Lists {
  /** Of each list; ascending. */
  readonly termIds: Int32Array<ArrayBuffer>;
  /** Of each list, its first posting; one more at the end. */
  readonly starts: Uint32Array<ArrayBuffer>;
  /** Of each posting, document and code. */
  readonly docs: Uint16Array<ArrayBuffer>;
  readonly codes: Codes;
  readonly dense: DenseLists;
}

export type Codes = Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** Lists that hold many of the documents, again as bits: to look one document up takes the same time everywhere. */
export interface DenseLists {
  /** Numbers of the lists, ascending. */
  readonly lists: Int32Array<ArrayBuffer>;
  /** Words per list. */
  readonly words: number;
  readonly bits: Bits;
  /** Of each word, how many bits are set in the list's words before it. */
  readonly ranks: Uint16Array<ArrayBuffer>;
}

/** The largest saturation in each list, as of some average lengths. */
export interface Bounds {
  readonly averages: readonly number[];
  /** Rounded up. */
  readonly maxima: Float32Array<ArrayBuffer>;
}

/** Position of a number in an ascending array; -1 where it is not there. */
export function positionOf(sorted: Int32Array<ArrayBuffer>, wanted: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const value = sorted[middle] as number;
    if (value === wanted) return middle;
    if (value < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** The first posting from `low`, below `high`, whose document is not before `document`; `high` where there is none. */
export function seek(docs: Uint16Array<ArrayBuffer>, low: number, high: number, document: number): number {
  let from = low;
  let to = high;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((docs[middle] as number) < document) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Code of a term in a document of the segment; -1 where it does not hold the term. */
export function codeIn({ termIds, starts, docs, codes, dense }: Lists, termId: number, document: number): number {
  const list = positionOf(termIds, termId);
  if (list < 0) return -1;
  const start = starts[list] as number;
  const at = positionOf(dense.lists, list);
  if (at >= 0) {
    const word = at * dense.words + (document >>> 5);
    const bits = dense.bits[word] as number;
    const below = 1 << (document & 31);
    if ((bits & below) === 0) return -1;
    return codes[start + (dense.ranks[word] as number) + popCount(bits & (below - 1))] as number;
  }
  const end = starts[list + 1] as number;
  const posting = seek(docs, start, end, document);
  return posting < end && docs[posting] === document ? (codes[posting] as number) : -1;
}

/** Sets the bits of the documents that hold a term. */
export function markHoldersIn({ termIds, starts, docs, dense }: Lists, termId: number, bits: Bits): void {
  const list = positionOf(termIds, termId);
  if (list < 0) return;
  const at = positionOf(dense.lists, list);
  if (at >= 0) {
    const base = at * dense.words;
    for (let word = 0; word < dense.words; word++)
      bits[word] = (bits[word] as number) | (dense.bits[base + word] as number);
  } else {
    for (let posting = starts[list] as number; posting < (starts[list + 1] as number); posting++) {
      setBit(bits, docs[posting] as number);
    }
  }
}

import { type Bits, popCount } from './bits.ts';
import type { Candidates } from './candidates.ts';
import { type Codes, seek } from './segment.ts';

// The inner loops of search: plain loops over typed arrays, without allocation. `worth` is what each code is worth, and
// `weight` what the term is: a posting adds weight · worth[code]. `need` is the least score so far that can still lead
// to a hit. Where candidates are kept, the others are dropped in place.

type Docs = Uint16Array<ArrayBuffer>;

/** A stretch of a postings list. */
export interface Stretch {
  readonly docs: Docs;
  readonly codes: Codes;
  readonly from: number;
  readonly to: number;
}

/** Adds a list to the sums by document. */
export function accumulate(
  { docs, codes, from, to }: Stretch,
  weight: number,
  worth: Float64Array,
  sums: Float64Array,
): void {
  for (let at = from; at < to; at++) {
    const document = docs[at] as number;
    sums[document] = (sums[document] as number) + weight * (worth[codes[at] as number] as number);
  }
}

/** Makes candidates of a list's documents whose sums suffice, and sets the sums to 0: each is met once. */
export function collectSums({ docs, from, to }: Stretch, sums: Float64Array, need: number, found: Candidates): void {
  const { documents, scores } = found;
  let count = found.count;
  for (let at = from; at < to; at++) {
    const document = docs[at] as number;
    const sum = sums[document] as number;
    if (sum === 0) continue;
    sums[document] = 0;
    if (sum < need) continue;
    documents[count] = document;
    scores[count] = sum;
    count += 1;
  }
  found.count = count;
}

/** Accumulates and collects at once, where there is one list only. */
export function collectList(
  { docs, codes, from, to }: Stretch,
  weight: number,
  worth: Float64Array,
  need: number,
  found: Candidates,
): void {
  const { documents, scores } = found;
  let count = found.count;
  for (let at = from; at < to; at++) {
    const score = weight * (worth[codes[at] as number] as number);
    if (score < need) continue;
    documents[count] = docs[at] as number;
    scores[count] = score;
    count += 1;
  }
  found.count = count;
}

/** Makes candidates of a set of documents, without a score so far. */
export function collectBits(bits: Bits, found: Candidates): void {
  let count = found.count;
  for (let word = 0; word < bits.length; word++) {
    for (let rest = bits[word] as number; rest !== 0; rest &= rest - 1) {
      found.documents[count] = (word << 5) + 31 - Math.clz32(rest & -rest);
      found.scores[count] = 0;
      count += 1;
    }
  }
  found.count = count;
}

export function keepAccepted(bits: Bits, found: Candidates): void {
  const { documents, scores } = found;
  let kept = 0;
  for (let at = 0; at < found.count; at++) {
    const document = documents[at] as number;
    documents[kept] = document;
    scores[kept] = scores[at] as number;
    kept += ((bits[document >>> 5] as number) >>> (document & 31)) & 1;
  }
  found.count = kept;
}

/** A list as bits: `base` is its first word, `start` its first posting. */
export interface DenseStretch {
  readonly bits: Bits;
  readonly ranks: Uint16Array<ArrayBuffer>;
  readonly base: number;
  readonly codes: Codes;
  readonly start: number;
}

/** Adds to each candidate what a dense list gives it. */
export function addDense(
  { bits, ranks, base, codes, start }: DenseStretch,
  weight: number,
  worth: Float64Array,
  need: number,
  found: Candidates,
): void {
  const { documents, scores } = found;
  let kept = 0;
  for (let at = 0; at < found.count; at++) {
    const document = documents[at] as number;
    let score = scores[at] as number;
    const word = base + (document >>> 5);
    const set = bits[word] as number;
    const below = 1 << (document & 31);
    if ((set & below) !== 0) {
      const posting = start + (ranks[word] as number) + popCount(set & (below - 1));
      score += weight * (worth[codes[posting] as number] as number);
    }
    if (score < need) continue;
    documents[kept] = document;
    scores[kept] = score;
    kept += 1;
  }
  found.count = kept;
}

/** Adds to each candidate what a list gives it. Candidates are runs of ascending documents: each search goes on from the last. */
export function addSparse(
  { docs, codes, from, to }: Stretch,
  weight: number,
  worth: Float64Array,
  need: number,
  found: Candidates,
): void {
  const { documents, scores } = found;
  let kept = 0;
  let posting = from;
  let before = -1;
  for (let at = 0; at < found.count; at++) {
    const document = documents[at] as number;
    if (document < before) posting = from;
    before = document;
    posting = gallop(docs, posting, to, document);
    let score = scores[at] as number;
    if (posting < to && docs[posting] === document) score += weight * (worth[codes[posting] as number] as number);
    if (score < need) continue;
    documents[kept] = document;
    scores[kept] = score;
    kept += 1;
  }
  found.count = kept;
}

/**
 * As `seek`, in time logarithmic in the distance.
 * Source: J. L. Bentley and A. C. Yao, "An almost optimal algorithm for unbounded searching", 1976.
 */
function gallop(docs: Docs, from: number, end: number, document: number): number {
  let low = from;
  let high = from;
  for (let step = 1; high < end && (docs[high] as number) < document; step *= 2) {
    low = high + 1;
    high += step;
  }
  return seek(docs, low, Math.min(high, end), document);
}

import { termsOf } from '../engine.ts';
import type { DenseList } from './dense-lists.ts';
import type { PruningIndex, PruningSegment } from './pruning-index.ts';

/** A term's postings in a segment, and how far a search has come in them. */
export interface PostingsList {
  readonly docs: Uint16Array;
  readonly codes: Uint16Array;
  readonly worth: Float64Array;
  /** Inverse document frequency: a posting adds `weight * worth[codes[at]]` to the score of `docs[at]`. */
  readonly weight: number;
  /** Its postings. */
  readonly start: number;
  readonly end: number;
  /** Those to read next. */
  from: number;
  to: number;
  readonly dense: DenseList | undefined;
  readonly blockMaxima: Float32Array;
  readonly firstBlock: number;
  /** The most that the list can add to a score. */
  readonly most: number;
  /** The most that it and the lists after it can add. */
  rest: number;
}

/** Sums of maxima and sums of scores are rounded in other orders: what is this close to the threshold is scored. */
export const SLACK = 1e-9;

export interface PlannedTerm {
  readonly number: number;
  readonly weight: number;
}

const terms = termsOf('words');

/** Rarest first: scores are added in this order by every method, so that they are the same to the last bit. */
export function planQuery({ size, numbers, holders }: PruningIndex, text: string): readonly PlannedTerm[] {
  const planned: { term: string; number: number; held: number }[] = [];
  for (const term of terms(text)) {
    const number = numbers.get(term);
    if (number !== undefined) planned.push({ term, number, held: holders[number] as number });
  }
  planned.sort((a, b) => a.held - b.held || (a.term < b.term ? -1 : 1));
  return planned.map(({ number, held }) => ({ number, weight: Math.log(1 + (size - held + 0.5) / (held + 0.5)) }));
}

/** In the order of the terms. Those that the segment does not hold have none. */
export function openLists(
  segment: PruningSegment,
  terms: readonly PlannedTerm[],
  worth: Float64Array,
): readonly PostingsList[] {
  const lists: PostingsList[] = [];
  for (const { number, weight } of terms) {
    const start = segment.starts[number] as number;
    const end = segment.starts[number + 1] as number;
    if (start === end) continue;
    lists.push({
      docs: segment.docs,
      codes: segment.codes,
      worth,
      weight,
      start,
      end,
      from: start,
      to: start,
      dense: segment.dense.get(number),
      blockMaxima: segment.blockMaxima,
      firstBlock: segment.blockStarts[number] as number,
      most: weight * (segment.maxima[number] as number) * (1 + SLACK),
      rest: 0,
    });
  }
  for (let at = lists.length - 1, rest = 0; at >= 0; at--) {
    const list = lists[at] as PostingsList;
    rest += list.most;
    list.rest = rest;
  }
  return lists;
}

export function totalLength(lists: readonly PostingsList[]): number {
  let postings = 0;
  for (const { start, end } of lists) postings += end - start;
  return postings;
}

/** How many lists can bring up a hit: the others together cannot. Fewer as the threshold rises. */
export function countEssential(lists: readonly PostingsList[], threshold: number): number {
  let count = lists.length;
  while (count > 0 && (lists[count - 1] as PostingsList).rest < threshold) count -= 1;
  return count;
}

/** The least score before `next` and the lists after it are added that can still reach the threshold. */
export function neededBefore(next: PostingsList | undefined, threshold: number): number {
  return threshold * (1 - SLACK) - (next?.rest ?? 0);
}

import { drift } from './bounds.ts';
import type { DenseStretch, Stretch } from './list-kernels.ts';
import type { PartSearch, PlannedTerm } from './search-part.ts';
import { positionOf, type Segment } from './segment.ts';

/** A term's list in a segment, and how far a search has come in it. */
export interface ListReader {
  readonly weight: number;
  /** Number among the dense lists; -1 if it is not dense. */
  readonly dense: number;
  /** Its postings. */
  readonly start: number;
  readonly end: number;
  /** The stretch to read next. */
  from: number;
  to: number;
  /** The most that this list and those after it can add to a score. */
  readonly rest: number;
  readonly next: ListReader | undefined;
}

/** Sums of bounds and sums of scores are rounded in other orders: what is this close to the threshold is scored. */
const SLACK = 1e-9;

/** In the order in which scores are added. Terms that the segment does not hold have none. */
export function openReaders(
  { termIds, starts, bounds, dense }: Segment,
  { terms, averages }: PartSearch,
): readonly ListReader[] {
  const factor = drift(bounds, averages) * (1 + SLACK);
  const readers: ListReader[] = [];
  for (let at = terms.length - 1; at >= 0; at--) {
    const { termId, weight } = terms[at] as PlannedTerm;
    const list = positionOf(termIds, termId);
    if (list < 0) continue;
    const start = starts[list] as number;
    const end = starts[list + 1] as number;
    const next = readers.at(-1);
    const rest = weight * (bounds.maxima[list] as number) * factor + (next?.rest ?? 0);
    readers.push({ weight, dense: positionOf(dense.lists, list), start, end, from: start, to: start, rest, next });
  }
  return readers.reverse();
}

/** The least score before `next` and the lists after it are added that can still reach the threshold. */
export function neededBefore(next: ListReader | undefined, threshold: number): number {
  return threshold * (1 - SLACK) - (next?.rest ?? 0);
}

export const lengthOf = ({ start, end }: ListReader): number => end - start;

export function totalLength(readers: readonly ListReader[]): number {
  let postings = 0;
  for (const reader of readers) postings += lengthOf(reader);
  return postings;
}

export const nextStretch = ({ docs, codes }: Segment, { from, to }: ListReader): Stretch => ({ docs, codes, from, to });

/** All that is not read yet. */
export const remainder = ({ docs, codes }: Segment, { from, end }: ListReader): Stretch => ({
  docs,
  codes,
  from,
  to: end,
});

export const denseStretch = ({ dense, codes }: Segment, reader: ListReader): DenseStretch => ({
  bits: dense.bits,
  ranks: dense.ranks,
  base: reader.dense * dense.words,
  codes,
  start: reader.start,
});

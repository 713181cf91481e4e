import type { TopRows } from '../engines/top-rows.ts';
import { holds, rankOf } from './dense-lists.ts';
import { accumulate } from './kernels.ts';
import { type Search, searchBySegment } from './method.ts';
import { countEssential, neededBefore, type PostingsList } from './postings-lists.ts';
import { type PruningIndex, type PruningSegment, SEGMENT_SIZE } from './pruning-index.ts';
import { gallop, seek } from './seek.ts';

/** Documents per window, between which lists may become inessential. */
const WINDOW = 8192;

/**
 * Reads the lists that can bring up a hit, window by window, and completes one document after the other by looking it
 * up in the other lists, until it is known not to be a hit.
 *
 * Source: H. Turtle and J. Flood, "Query evaluation: strategies and optimizations", 1995.
 */
export function createMaxScore(index: PruningIndex, topK: number): Search {
  const sums = new Float64Array(SEGMENT_SIZE);
  return searchBySegment(index, topK, (segment, lists, top) => {
    for (let document = 0; document < segment.size; document += WINDOW) {
      const count = countEssential(lists, top.threshold);
      if (count === 0) return;
      const essential = lists.slice(0, count);
      for (const list of essential) {
        list.from = list.to;
        list.to = seek(list.docs, list.from, list.end, document + WINDOW);
        accumulate(list, sums);
      }
      for (const list of essential) completeAll(segment, list, lists.slice(count), sums, top);
    }
  });
}

function completeAll(
  { base }: PruningSegment,
  { docs, from, to }: PostingsList,
  others: readonly PostingsList[],
  sums: Float64Array,
  top: TopRows,
): void {
  const cursors = others.map((list) => list.from);
  for (let at = from; at < to; at++) {
    const document = docs[at] as number;
    const sum = sums[document] as number;
    if (sum === 0) continue;
    sums[document] = 0;
    const { threshold } = top;
    const score = completed(document, sum, others, cursors, threshold);
    if (score >= threshold) top.offer(base + document, score);
  }
}

/** The score of a document; -Infinity where it does not reach the threshold. */
function completed(
  document: number,
  sum: number,
  others: readonly PostingsList[],
  cursors: number[],
  threshold: number,
): number {
  let score = sum;
  for (let at = 0; at < others.length; at++) {
    const list = others[at] as PostingsList;
    if (score < neededBefore(list, threshold)) return Number.NEGATIVE_INFINITY;
    const posting = postingOf(list, document, cursors, at);
    if (posting >= 0) score += list.weight * (list.worth[list.codes[posting] as number] as number);
  }
  return score;
}

/** -1 where the list does not hold the document. */
function postingOf({ dense, docs, start, end }: PostingsList, document: number, cursors: number[], at: number): number {
  if (dense) return holds(dense, document) ? start + rankOf(dense, document) : -1;
  const posting = gallop(docs, cursors[at] as number, end, document);
  cursors[at] = posting;
  return posting < end && docs[posting] === document ? posting : -1;
}

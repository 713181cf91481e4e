import { createCandidateBatch } from './candidate-batches.ts';
import { type Search, type SearchSegment, searchBySegment } from './method.ts';
import { countEssential, neededBefore, type PostingsList, totalLength } from './postings-lists.ts';
import type { PruningIndex } from './pruning-index.ts';
import { seek } from './seek.ts';

/** Postings per stretch: few enough that the threshold keeps up, enough to make a stretch worth its preparation. */
export const STRETCH = 2048;
/** Documents per stretch at least. */
export const NARROWEST = 1024;

export interface BatchedMaxScoreOptions {
  /** Lists of at most so many postings are read first, each alone: their documents are few, and raise the threshold. */
  readonly rare: number;
}

/** MaxScore on batches of candidates instead of one document at a time: plain loops, and one maximum per list. */
export function createBatchedMaxScore(index: PruningIndex, topK: number, { rare }: BatchedMaxScoreOptions): Search {
  const batch = createCandidateBatch();

  const searchRare: SearchSegment = (segment, [first, ...others], top) => {
    if (!first || first.rest < top.threshold) return;
    first.to = first.end;
    batch.collect([first], neededBefore(others[0], top.threshold));
    batch.finish(others, segment, top);
  };

  const searchStretches: SearchSegment = (segment, lists, top) => {
    for (let document = 0; document < segment.size; ) {
      const { threshold } = top;
      const count = countEssential(lists, threshold);
      if (count === 0) return;
      const essential = lists.slice(0, count);
      const end = document + Math.max(NARROWEST, Math.floor((STRETCH * segment.size) / totalLength(essential)));
      for (const list of essential) {
        list.from = list.to;
        list.to = end >= segment.size ? list.end : seek(list.docs, list.from, list.end, end);
      }
      batch.collect(essential, neededBefore(lists[count], threshold));
      batch.finish(lists.slice(count), segment, top);
      document = end;
    }
  };

  return searchBySegment(index, topK, (segment, lists, top) => {
    const count = countRare(lists, rare);
    for (let at = 0; at < count; at++) searchRare(segment, lists.slice(at), top);
    searchStretches(segment, lists.slice(count), top);
    batch.forget();
  });
}

function countRare(lists: readonly PostingsList[], rare: number): number {
  const frequent = lists.findIndex(({ start, end }) => end - start > rare);
  return frequent < 0 ? lists.length : frequent;
}

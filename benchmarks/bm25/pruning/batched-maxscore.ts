import { createCandidateBatch } from './candidate-batches.ts';
import { type Search, type SearchSegment, searchBySegment } from './method.ts';
import { countEssential, neededBefore, totalLength } from './postings-lists.ts';
import type { PruningIndex } from './pruning-index.ts';
import { type RareLists, searchRareLists } from './rare-lists.ts';
import { seek } from './seek.ts';

/** Postings per stretch: few enough that the threshold keeps up, enough to make a stretch worth its preparation. */
export const STRETCH = 2048;
/** Documents per stretch at least. */
export const NARROWEST = 1024;

/** MaxScore on batches of candidates instead of one document at a time: plain loops, and one maximum per list. */
export function createBatchedMaxScore(index: PruningIndex, topK: number, { rare }: RareLists): Search {
  const batch = createCandidateBatch();

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
    searchStretches(segment, searchRareLists(segment, lists, top, { rare, batch }), top);
    batch.forget();
  });
}

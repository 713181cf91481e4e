import { NARROWEST, STRETCH } from './batched-maxscore.ts';
import { BLOCK } from './block-maxima.ts';
import { createCandidateBatch } from './candidate-batches.ts';
import { rankOf } from './dense-lists.ts';
import { type Search, type SearchSegment, searchBySegment } from './method.ts';
import { countEssential, neededBefore, type PostingsList, SLACK, totalLength } from './postings-lists.ts';
import { type PruningIndex, SEGMENT_SIZE } from './pruning-index.ts';
import { type RareLists, searchRareLists } from './rare-lists.ts';
import { seek } from './seek.ts';

/**
 * Batched MaxScore with the maxima of the blocks that a window of documents touches, instead of those of whole lists.
 * More lists are inessential, and windows can be skipped; but every list has to be followed into every window.
 *
 * Source of the maxima: S. Ding and T. Suel, "Faster top-k document retrieval using block-max indexes", SIGIR 2011.
 */
export function createBlockMaxMaxScore(index: PruningIndex, topK: number, { rare }: RareLists): Search {
  const batch = createCandidateBatch();

  const searchWindows: SearchSegment = (segment, lists, top) => {
    if (lists.length === 0 || (lists[0] as PostingsList).rest < top.threshold) return;
    let width = widthFor(segment.size, totalLength(lists));
    for (let document = 0; document < segment.size; ) {
      const { threshold } = top;
      const end = Math.min(segment.size, document + width);
      enterWindow(lists, end === segment.size ? SEGMENT_SIZE : end);
      const count = countEssential(lists, threshold);
      const essential = lists.slice(0, count);
      if (count > 0) {
        batch.collect(essential, neededBefore(lists[count], threshold));
        batch.finish(lists.slice(count), segment, top);
      }
      width = count > 0 ? widthFor(end - document, windowLength(essential)) : 2 * width;
      document = end;
    }
  };

  return searchBySegment(index, topK, (segment, lists, top) => {
    searchWindows(segment, searchRareLists(segment, lists, top, { rare, batch }), top);
    batch.forget();
  });
}

/** Documents that hold about as many postings as a stretch should, where `documents` hold `postings`. */
function widthFor(documents: number, postings: number): number {
  return Math.max(NARROWEST, Math.floor((STRETCH * documents) / Math.max(1, postings)));
}

/** Moves all lists to the window before `end`, and bounds what they can add there. */
function enterWindow(lists: readonly PostingsList[], end: number): void {
  let rest = 0;
  for (let at = lists.length - 1; at >= 0; at--) {
    const list = lists[at] as PostingsList;
    list.from = list.to;
    list.to = positionOf(list, end);
    rest += list.weight * windowMaximum(list) * (1 + SLACK);
    list.rest = rest;
  }
}

/** The first posting whose document is not before `document`. */
function positionOf({ docs, dense, start, end, from }: PostingsList, document: number): number {
  if (document === SEGMENT_SIZE) return end;
  return dense ? start + rankOf(dense, document) : seek(docs, from, end, document);
}

/** The most that a posting of the blocks which the window touches is worth. */
function windowMaximum({ blockMaxima, firstBlock, start, from, to }: PostingsList): number {
  if (from === to) return 0;
  const last = firstBlock + Math.floor((to - 1 - start) / BLOCK);
  let most = 0;
  for (let block = firstBlock + Math.floor((from - start) / BLOCK); block <= last; block++) {
    most = Math.max(most, blockMaxima[block] as number);
  }
  return most;
}

function windowLength(lists: readonly PostingsList[]): number {
  let postings = 0;
  for (const { from, to } of lists) postings += to - from;
  return postings;
}

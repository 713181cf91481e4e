import { createTopRows, type TopRows } from '../engines/top-rows.ts';
import { openLists, type PostingsList, planQuery } from './postings-lists.ts';
import type { PruningIndex, PruningSegment } from './pruning-index.ts';

/** Rows and scores of the best documents, best first. */
export type Search = (text: string) => ReturnType<TopRows['take']>;

/** A way to search one segment; `lists` are those of the query's terms, rarest first, at least one. */
export type SearchSegment = (segment: PruningSegment, lists: readonly PostingsList[], top: TopRows) => void;

/** Searches one segment after the other. */
export function searchBySegment(index: PruningIndex, topK: number, searchSegment: SearchSegment): Search {
  const top = createTopRows(topK);
  return (text) => {
    const terms = planQuery(index, text);
    for (const segment of index.segments) {
      const lists = openLists(segment, terms, index.worth);
      if (lists.length > 0) searchSegment(segment, lists, top);
    }
    return top.take();
  };
}

import type { TopRows } from '../engines/top-rows.ts';
import type { CandidateBatch } from './candidate-batches.ts';
import { neededBefore, type PostingsList } from './postings-lists.ts';
import type { PruningSegment } from './pruning-index.ts';

export interface RareLists {
  /** Lists of at most so many postings are read first. 0: none. */
  readonly rare: number;
}

/**
 * Searches the rare lists, each alone: their documents are few and likely to score high, so that the threshold is high
 * from then on. Gives the other lists.
 */
export function searchRareLists(
  segment: PruningSegment,
  lists: readonly PostingsList[],
  top: TopRows,
  { rare, batch }: RareLists & { readonly batch: CandidateBatch },
): readonly PostingsList[] {
  const frequent = lists.findIndex(({ start, end }) => end - start > rare);
  const count = frequent < 0 ? lists.length : frequent;
  for (let at = 0; at < count; at++) {
    const list = lists[at] as PostingsList;
    const { threshold } = top;
    if (list.rest < threshold) return [];
    list.to = list.end;
    batch.collect([list], neededBefore(lists[at + 1], threshold));
    batch.finish(lists.slice(at + 1), segment, top);
  }
  return lists.slice(count);
}

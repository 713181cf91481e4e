import type { TopRows } from '../engines/top-rows.ts';
import { accumulate, addList, type Candidates, collectList, collectSums, createCandidates } from './kernels.ts';
import { neededBefore, type PostingsList } from './postings-lists.ts';
import { type PruningSegment, SEGMENT_SIZE } from './pruning-index.ts';

/** A batch of candidates goes through one list after the other, as in Lucene's MaxScoreBulkScorer. */
export interface CandidateBatch {
  /** Makes candidates of the documents in the next postings of the lists. */
  collect(lists: readonly PostingsList[], need: number): void;
  /** Adds what the other lists give the candidates, and offers those that are left. */
  finish(others: readonly PostingsList[], segment: PruningSegment, top: TopRows): void;
  /** Documents count as new again. */
  forget(): void;
}

export function createCandidateBatch(): CandidateBatch {
  const sums = new Float64Array(SEGMENT_SIZE);
  const candidates = createCandidates();
  /** Bits of the documents that were offered already. */
  const offered = new Uint32Array(SEGMENT_SIZE / 32);

  return {
    collect(lists, need) {
      const [first] = lists;
      if (first && lists.length === 1) return collectList(first, need, candidates);
      for (const list of lists) accumulate(list, sums);
      for (const list of lists) collectSums(list, sums, need, candidates);
    },
    finish(others, { base }, top) {
      const { threshold } = top;
      for (const [at, list] of others.entries()) {
        if (candidates.count === 0) return;
        addList(list, neededBefore(others[at + 1], threshold), candidates);
      }
      offerNew(candidates, offered, base, top);
      candidates.count = 0;
    },
    forget() {
      offered.fill(0);
    },
  };
}

function offerNew({ documents, scores, count }: Candidates, offered: Uint32Array, base: number, top: TopRows): void {
  let { threshold } = top;
  for (let at = 0; at < count; at++) {
    const score = scores[at] as number;
    if (score < threshold) continue;
    const document = documents[at] as number;
    const word = document >>> 5;
    const bit = 1 << (document & 31);
    if (((offered[word] as number) & bit) !== 0) continue;
    offered[word] = (offered[word] as number) | bit;
    top.offer(base + document, score);
    threshold = top.threshold;
  }
}

import { createBatchedMaxScore } from './batched-maxscore.ts';
import { createBlockMaxMaxScore } from './block-max-maxscore.ts';
import { createBlockMaxWand } from './block-max-wand.ts';
import { createMaxScore } from './maxscore.ts';
import type { Search } from './method.ts';
import type { PruningIndex } from './pruning-index.ts';
import { createTermAtATime } from './term-at-a-time.ts';

export interface PruningMethod {
  readonly name: string;
  create(index: PruningIndex, topK: number): Search;
}

/** Postings of a rare list, at most, as in @tsr/bm25. */
const RARE = 512;

/** The first prunes nothing: what it finds is right. */
export const METHODS: readonly PruningMethod[] = [
  { name: 'term at a time', create: createTermAtATime },
  { name: 'MaxScore, one document at a time', create: createMaxScore },
  { name: 'batched MaxScore', create: (...input) => createBatchedMaxScore(...input, { rare: 0 }) },
  { name: 'batched MaxScore, rare lists first', create: (...input) => createBatchedMaxScore(...input, { rare: RARE }) },
  { name: 'batched MaxScore, maxima of blocks', create: (...input) => createBlockMaxMaxScore(...input, { rare: 0 }) },
  { name: 'batched MaxScore, both', create: (...input) => createBlockMaxMaxScore(...input, { rare: RARE }) },
  { name: 'block-max WAND', create: createBlockMaxWand },
];

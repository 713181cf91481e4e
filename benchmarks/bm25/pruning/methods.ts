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

/** The first prunes nothing: what it finds is right. */
export const METHODS: readonly PruningMethod[] = [
  { name: 'term at a time', create: createTermAtATime },
  { name: 'MaxScore, one document at a time', create: createMaxScore },
  { name: 'batched MaxScore', create: (index, topK) => createBatchedMaxScore(index, topK, { rare: 0 }) },
  {
    name: 'batched MaxScore, rare lists first',
    create: (index, topK) => createBatchedMaxScore(index, topK, { rare: 512 }),
  },
  { name: 'batched MaxScore, maxima of blocks', create: createBlockMaxMaxScore },
  { name: 'block-max WAND', create: createBlockMaxWand },
];

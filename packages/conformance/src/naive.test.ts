import { createExactSearch, createHashEmbedder, createNaiveBm25, createOverlapReranker } from '@tsr/core/testing';
import { describe, test } from 'vitest';
import { naiveFusion } from './faults/naive-fusion.fixture.ts';
import {
  type MutableIndexSubject,
  type ScoresByIdSubject,
  testEmbedder,
  testFusion,
  testMutableIndex,
  testReranker,
  testRetriever,
  testScoresById,
} from './index.ts';

const runner = { describe, test };
const embedder = createHashEmbedder();

function testIndex(name: string, options: Omit<MutableIndexSubject & ScoresByIdSubject, 'name'>): void {
  testRetriever(runner, name, options);
  testMutableIndex(runner, name, options);
  testScoresById(runner, name, options);
}

testIndex('naive-bm25', { create: (documents) => createNaiveBm25({ documents }) });
testIndex('exact-search', { create: (documents) => createExactSearch({ embedder, documents }), embedder });
testReranker(runner, 'overlap', { create: () => createOverlapReranker() });
testEmbedder(runner, 'hash-embedder', { create: () => createHashEmbedder() });
testFusion(runner, 'naive-fusion', { create: () => naiveFusion });

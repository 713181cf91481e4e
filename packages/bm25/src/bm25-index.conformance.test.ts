import { type MutableIndexSubject, testMutableIndex, testRetriever, testScoresById } from '@tsr/conformance';
import { describe, test } from 'vitest';
import { type Bm25Options, createBm25Index } from './index.ts';

const runner = { describe, test };

function testIndex(name: string, options: Bm25Options): void {
  const create: MutableIndexSubject['create'] = (documents) => createBm25Index({ ...options, documents });
  testRetriever(runner, name, { create });
  testMutableIndex(runner, name, { create });
  testScoresById(runner, name, { create: (documents) => createBm25Index({ ...options, documents }) });
}

testIndex('bm25 on wink', {});
testIndex('bm25 without saturation and length', { k1: 0, b: 0 });

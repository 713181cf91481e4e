import { ndcgAt, recallAt } from '@tsr/eval';
import { expect, test } from 'vitest';
import { judgedCollection } from '../../../tooling/judged-collection.ts';
import { describeShared } from '../../../tooling/shared.ts';
import { createBm25Index } from './index.ts';

describeShared('BM25 with its defaults', () => {
  test.each([
    ['scifact', 0.68, 0.91],
    ['cranfield', 0.5, 0.74],
    ['cacm', 0.48, 0.68],
  ] as const)('finds on %s what it should: nDCG@10 >= %d, Recall@100 >= %d', async (name, ndcg, recall) => {
    const { documents, measure } = judgedCollection(name);
    const means = await measure(createBm25Index({ documents }), [ndcgAt(10), recallAt(100)]);
    console.log(name, means);
    expect(means['nDCG@10']).toBeGreaterThanOrEqual(ndcg);
    expect(means['Recall@100']).toBeGreaterThanOrEqual(recall);
  });
});

import { createExactSearch } from '@tsr/core/testing';
import { ndcgAt, recallAt } from '@tsr/eval';
import { expect, test } from 'vitest';
import { judgedCollection } from '../../../tooling/judged-collection.ts';
import { describeShared } from '../../../tooling/shared.ts';
import { createBundledEmbedder } from './index.ts';

describeShared('the bundled embedder alone, exact cosine', () => {
  test.each([
    ['scifact', 0.46],
    ['cranfield', 0.39],
    ['cacm', 0.325],
  ] as const)('on %s reaches nDCG@10 of %d', async (name, ndcg) => {
    const { documents, measure } = judgedCollection(name);
    const search = await createExactSearch({ embedder: await createBundledEmbedder(), documents });
    const means = await measure(search, [ndcgAt(10), recallAt(100)]);
    console.log(name, means);
    expect(means['nDCG@10']).toBeGreaterThanOrEqual(ndcg);
  });
});

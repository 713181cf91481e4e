import { passageText } from '@tsr/core';
import { createExactSearch } from '@tsr/core/testing';
import { ndcgAt, recallAt } from '@tsr/eval';
import { expect, test } from 'vitest';
import { judgedCollection } from '../../../tooling/judged-collection.ts';
import { describeShared } from '../../../tooling/shared.ts';
import { createBundledEmbedder } from './index.ts';

describeShared('the bundled embedder alone, exact cosine', () => {
  test.each([
    ['scifact', 0.53],
    ['cranfield', 0.41],
    ['cacm', 0.38],
  ] as const)('on %s reaches nDCG@10 of %d', async (name, ndcg) => {
    const { documents, measure } = judgedCollection(name);
    const search = await createExactSearch({ embedder: await createBundledEmbedder(), documents });
    const means = await measure(search, [ndcgAt(10), recallAt(100)]);
    console.log(name, means);
    expect(means['nDCG@10']).toBeGreaterThanOrEqual(ndcg);
  });
});

describeShared('English text of judged collections', () => {
  test.each(['scifact', 'cranfield', 'cacm'] as const)('of %s can be read', async (name) => {
    const { documents, queries } = judgedCollection(name);
    const embedder = await createBundledEmbedder({ onWarning: () => {} });
    const unread = async (texts: readonly string[]): Promise<number> => {
      const vectors = await embedder.embedDocuments(texts.filter((text) => text.trim() !== ''));
      return vectors.filter((vector) => vector.every((value) => value === 0)).length;
    };
    expect(await unread([...queries.values()])).toBeLessThanOrEqual(queries.size / 100);
    expect(await unread(documents.map(passageText))).toBeLessThanOrEqual(documents.length / 1000);
  });
});

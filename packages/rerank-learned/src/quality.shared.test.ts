import { createBm25Index } from '@tsr/bm25';
import { createTwoStageRetriever } from '@tsr/core';
import { createDenseIndex } from '@tsr/dense-hnsw';
import { createBundledEmbedder } from '@tsr/embed';
import { ndcgAt } from '@tsr/eval';
import { createHybridRetriever } from '@tsr/fusion';
import { expect, test } from 'vitest';
import { judgedCollection } from '../../../tooling/judged-collection.ts';
import { describeShared } from '../../../tooling/shared.ts';
import { createFeatureReranker } from './index.ts';

describeShared('the bundled weights, on the top 100 of BM25 and of the default hybrid', () => {
  test.each([
    ['scifact', 0.7],
    ['cranfield', 0.535],
    ['cacm', 0.51],
  ] as const)(
    'on %s are better than the first stage, with an embedder and without; nDCG@10 >= %d',
    async (name, least) => {
      const { documents, measure } = judgedCollection(name);
      const embedder = await createBundledEmbedder();
      const bm25 = createBm25Index({ documents });
      const dense = await createDenseIndex({ documents, embedder, engine: 'exact' });
      const fused = createHybridRetriever({ retrievers: { bm25, dense } });
      const withFeatures = (firstStage: typeof fused, secondStage = createFeatureReranker()) =>
        createTwoStageRetriever({ firstStage, secondStage, finalK: 100 });
      const ndcg = async (retriever: typeof fused): Promise<number> =>
        (await measure(retriever, [ndcgAt(10)]))['nDCG@10'] as number;
      const figures = {
        bm25: await ndcg(bm25),
        'bm25 + features': await ndcg(withFeatures(bm25)),
        fused: await ndcg(fused),
        'fused + features': await ndcg(withFeatures(fused, createFeatureReranker({ embedder }))),
      };
      console.log(name, figures);
      expect(figures['bm25 + features']).toBeGreaterThan(figures.bm25);
      expect(figures['fused + features']).toBeGreaterThan(figures.fused);
      expect(figures['fused + features']).toBeGreaterThanOrEqual(least);
    },
  );
});

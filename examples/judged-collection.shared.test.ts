import { createBm25Index } from '@tsr/bm25';
import { createTwoStageRetriever } from '@tsr/core';
import { createDenseIndex } from '@tsr/dense-hnsw';
import { createBundledEmbedder } from '@tsr/embed';
import { ndcgAt, recallAt } from '@tsr/eval';
import { createHybridRetriever } from '@tsr/fusion';
import { createLearnedReranker } from '@tsr/rerank-learned';
import { expect, test } from 'vitest';
import { judgedCollection } from '../tooling/judged-collection.ts';
import { describeShared } from '../tooling/shared.ts';

describeShared('the main job on SciFact, through the public interfaces', () => {
  test('BM25 reaches .68, fusing does not hurt, and the second stage helps', async () => {
    const { documents, measure } = judgedCollection('scifact');
    const embedder = await createBundledEmbedder();
    const bm25 = createBm25Index({ documents });
    const dense = await createDenseIndex({ documents, embedder });
    const fused = createHybridRetriever({ retrievers: { bm25, dense } });
    const secondStage = await createLearnedReranker({ tokenVectors: embedder.tokenVectors });
    const reranked = createTwoStageRetriever({ firstStage: fused, secondStage, finalK: 100 });
    const figures: Record<string, number> = {};
    for (const [name, retriever] of Object.entries({ bm25, dense, fused, reranked })) {
      const means = await measure(retriever, [ndcgAt(10), recallAt(100)]);
      console.log(
        `SciFact, ${name}: nDCG@10 ${means['nDCG@10']?.toFixed(4)}, Recall@100 ${means['Recall@100']?.toFixed(4)}`,
      );
      figures[name] = means['nDCG@10'] as number;
    }
    expect(figures.bm25).toBeGreaterThanOrEqual(0.68);
    expect(figures.fused).toBeGreaterThanOrEqual(figures.bm25 as number);
    expect(figures.reranked).toBeGreaterThanOrEqual(figures.fused as number);
  });
});

import { createBm25Index } from '@tsr/bm25';
import { createDenseIndex } from '@tsr/dense-hnsw';
import { createBundledEmbedder } from '@tsr/embed';
import { ndcgAt } from '@tsr/eval';
import { createHybridRetriever } from '@tsr/fusion';
import { expect, test } from 'vitest';
import { judgedCollection } from '../tooling/judged-collection.ts';
import { describeShared } from '../tooling/shared.ts';

describeShared('BM25 and the bundled embedder in the default hybrid', () => {
  test.each([
    ['scifact', 0.705],
    ['cranfield', 0.52],
    ['cacm', 0.525],
  ] as const)('on %s beats BM25 alone, with nDCG@10 of at least %d', async (name, least) => {
    const { documents, measure } = judgedCollection(name);
    const embedder = await createBundledEmbedder();
    const bm25 = createBm25Index({ documents });
    const dense = await createDenseIndex({ documents, embedder, engine: 'exact' });
    const hybrid = createHybridRetriever({ retrievers: { bm25, dense } });
    const ndcg = async (retriever: typeof hybrid) => (await measure(retriever, [ndcgAt(10)]))['nDCG@10'] as number;
    const [alone, fused] = [await ndcg(bm25), await ndcg(hybrid)];
    console.log(`${name}: BM25 ${alone.toFixed(4)}, hybrid ${fused.toFixed(4)}`);
    expect(fused).toBeGreaterThan(alone);
    expect(fused).toBeGreaterThanOrEqual(least);
  });
});

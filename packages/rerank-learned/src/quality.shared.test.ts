import { createBm25Index } from '@tsr/bm25';
import { createTwoStageRetriever, type Embedder, type Reranker, type Retriever } from '@tsr/core';
import { createDenseIndex } from '@tsr/dense-hnsw';
import { createBundledEmbedder } from '@tsr/embed';
import { createOnnxEmbedder } from '@tsr/embed/onnx';
import { ndcgAt } from '@tsr/eval';
import { createHybridRetriever } from '@tsr/fusion';
import { expect, test } from 'vitest';
import { judgedCollection } from '../../../tooling/judged-collection.ts';
import { describeShared, sharedPath } from '../../../tooling/shared.ts';
import { createLearnedReranker } from './index.ts';

type Collection = ReturnType<typeof judgedCollection>;

const bundled = await createBundledEmbedder();
const secondStage = await createLearnedReranker({ tokenVectors: bundled.tokenVectors });

async function fusedFirstStage({ documents }: Collection, embedder: Embedder): Promise<Retriever> {
  const dense = await createDenseIndex({ documents, embedder, engine: 'exact' });
  return createHybridRetriever({ retrievers: { bm25: createBm25Index({ documents }), dense } });
}

async function ndcg({ measure }: Collection, retriever: Retriever): Promise<number> {
  return (await measure(retriever, [ndcgAt(10)]))['nDCG@10'] as number;
}

async function withoutAndWith(
  collection: Collection,
  firstStage: Retriever,
  ranker: Reranker = secondStage,
): Promise<readonly [number, number]> {
  const ranked = createTwoStageRetriever({ firstStage, secondStage: ranker, finalK: 100 });
  return [await ndcg(collection, firstStage), await ndcg(collection, ranked)];
}

describeShared(
  'the bundled ranker, on collections that it never saw but for SciFact, of which it saw other queries',
  () => {
    test.each([
      ['scifact', 0.73, 0],
      ['cranfield', 0.53, 0.01],
      ['cacm', 0.53, 0.02],
      ['trec-dl', 0.5, 0.03],
    ] as const)(
      'behind BM25 and the static table, on %s: nDCG@10 >= %d, gain >= %d of the first stage',
      async (name, least, gain) => {
        const collection = judgedCollection(name);
        const [before, after] = await withoutAndWith(collection, await fusedFirstStage(collection, bundled));
        console.log(`${name}: ${before.toFixed(3)} -> ${after.toFixed(3)}`);
        expect(after).toBeGreaterThanOrEqual(least);
        expect(after / before).toBeGreaterThanOrEqual(1 + gain);
      },
    );

    test('behind BM25 and a sentence encoder, on Cranfield', { timeout: 300_000 }, async () => {
      const embedder = await createOnnxEmbedder({
        model: 'Xenova/all-MiniLM-L6-v2',
        modelsFolder: sharedPath('models'),
      });
      const collection = judgedCollection('cranfield');
      const [before, after] = await withoutAndWith(collection, await fusedFirstStage(collection, embedder));
      await embedder.dispose();
      console.log(`cranfield, encoder: ${before.toFixed(3)} -> ${after.toFixed(3)}`);
      expect(after).toBeGreaterThanOrEqual(0.565);
    });

    test('orders bare texts of SciFact better than BM25 did, from which they come', async () => {
      const { documents, queries, measure } = judgedCollection('scifact');
      const bm25 = createBm25Index({ documents });
      const rerank: Retriever = {
        name: 'texts',
        async search(query, options) {
          const found = await bm25.search(query, options);
          const text = typeof query === 'string' ? query : query.text;
          const ordered = await secondStage.rerankTexts(
            text,
            found.map(({ document }) => `${document.title}. ${document.content}`),
          );
          return ordered.map(({ index, score }) => ({ ...found[index]!, score }));
        },
      };
      expect(queries.size).toBe(300);
      const [before, after] = [await measure(bm25, [ndcgAt(10)]), await measure(rerank, [ndcgAt(10)])];
      expect(after['nDCG@10']).toBeGreaterThan((before['nDCG@10'] as number) + 0.02);
    });
  },
);

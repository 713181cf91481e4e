import { readFileSync } from 'node:fs';
import { createBm25Index } from '@tsr/bm25';
import type { Ranking, Reranker, Retriever } from '@tsr/core';
import { createDenseIndex } from '@tsr/dense-hnsw';
import { createBundledEmbedder } from '@tsr/embed';
import {
  evaluate,
  judgedQueries,
  ndcgAt,
  parseCorpusJsonl,
  parseQrelsTsv,
  parseQueriesJsonl,
  runOf,
  searchMany,
} from '@tsr/eval';
import { createHybridRetriever } from '@tsr/fusion';
import { expect, test } from 'vitest';
import { describeShared, sharedPath } from '../../../tooling/shared.ts';
import { createFeatureReranker } from './index.ts';

const read = (path: string): string => readFileSync(sharedPath(`data/${path}`), 'utf8');

async function collection(name: string) {
  const documents = parseCorpusJsonl(read(`${name}/corpus.jsonl`));
  const qrels = parseQrelsTsv(read(`${name}/qrels/test.tsv`));
  const queries = judgedQueries(parseQueriesJsonl(read(`${name}/queries.jsonl`)), qrels);
  const embedder = await createBundledEmbedder();
  const bm25 = createBm25Index({ documents });
  const dense = await createDenseIndex({ documents, embedder, engine: 'exact' });
  const fused = createHybridRetriever({ retrievers: { bm25, dense } });
  const first = async (retriever: Retriever) => searchMany(retriever, queries, { topK: 100 });
  const second = async (rankings: ReadonlyMap<string, Ranking>, reranker: Reranker) => {
    const reranked = new Map<string, Ranking>();
    for (const [id, ranking] of rankings) reranked.set(id, await reranker.rerank(queries.get(id) as string, ranking));
    return reranked;
  };
  const ndcg = (rankings: ReadonlyMap<string, Ranking>): number =>
    evaluate({ run: runOf(rankings), qrels, measures: [ndcgAt(10)] }).mean['nDCG@10'] as number;
  return { embedder, retrievers: { bm25, dense, fused }, first, second, ndcg };
}

describeShared('the bundled weights, on the top 100 of BM25 and of the default hybrid', () => {
  test.each([
    { name: 'scifact', least: 0.7 },
    { name: 'cranfield', least: 0.535 },
    { name: 'cacm', least: 0.51 },
  ])('are better than the first stage on $name, with an embedder and without', async ({ name, least }) => {
    const { embedder, retrievers, first, second, ndcg } = await collection(name);
    const bm25 = await first(retrievers.bm25);
    const fused = await first(retrievers.fused);
    const figures = {
      bm25: ndcg(bm25),
      dense: ndcg(await first(retrievers.dense)),
      fused: ndcg(fused),
      'bm25 + features': ndcg(await second(bm25, createFeatureReranker())),
      'fused + features': ndcg(await second(fused, createFeatureReranker({ embedder }))),
    };
    console.log(
      name,
      JSON.stringify(figures, (_, value) => (typeof value === 'number' ? Number(value.toFixed(4)) : value)),
    );
    expect(figures['bm25 + features']).toBeGreaterThan(figures.bm25);
    expect(figures['fused + features']).toBeGreaterThan(figures.fused);
    expect(figures['fused + features']).toBeGreaterThan(least);
  });
});

import { readFileSync } from 'node:fs';
import { type Document, passageText } from '@tsr/core';
import {
  evaluate,
  judgedQueries,
  ndcgAt,
  parseCorpusJsonl,
  parseQrelsTsv,
  parseQueriesJsonl,
  recallAt,
} from '@tsr/eval';
import { expect, test } from 'vitest';
import { describeShared, sharedPath } from '../../../tooling/shared.ts';
import { createBundledEmbedder } from './index.ts';

const read = (path: string): string => readFileSync(sharedPath(`data/${path}`), 'utf8');

/** Ids of the 100 documents of highest cosine; vectors have length 1. */
function ranked(query: Float32Array, vectors: readonly Float32Array[], documents: readonly Document[]): string[] {
  const scored = vectors.map((vector, index) => {
    let score = 0;
    for (let i = 0; i < vector.length; i++) score += query[i]! * vector[i]!;
    return { id: documents[index]!.id, score };
  });
  const best = scored.sort((a, b) => b.score - a.score).slice(0, 100);
  return best.map(({ id }) => id);
}

describeShared('the bundled embedder alone, exact cosine', () => {
  test.each([
    { collection: 'scifact', ndcg: 0.46 },
    { collection: 'cranfield', ndcg: 0.39 },
    { collection: 'cacm', ndcg: 0.325 },
  ])('reaches nDCG@10 of $ndcg on $collection', async ({ collection, ndcg }) => {
    const documents = parseCorpusJsonl(read(`${collection}/corpus.jsonl`));
    const qrels = parseQrelsTsv(read(`${collection}/qrels/test.tsv`));
    const queries = judgedQueries(parseQueriesJsonl(read(`${collection}/queries.jsonl`)), qrels);
    const embedder = await createBundledEmbedder();
    const started = performance.now();
    const vectors = await embedder.embedDocuments(documents.map(passageText));
    const perSecond = Math.round((documents.length * 1000) / (performance.now() - started));
    const run = new Map<string, readonly string[]>();
    for (const [id, text] of queries) run.set(id, ranked(await embedder.embedQuery(text), vectors, documents));
    const { mean } = evaluate({ run, qrels, measures: [ndcgAt(10), recallAt(100)] });
    console.log(collection, mean, `${perSecond} passages/s`);
    expect(mean['nDCG@10']).toBeGreaterThanOrEqual(ndcg);
  });
});

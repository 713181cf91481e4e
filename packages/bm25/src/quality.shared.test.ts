import { readFileSync } from 'node:fs';
import {
  evaluate,
  judgedQueries,
  ndcgAt,
  parseCorpusJsonl,
  parseQrelsTsv,
  parseQueriesJsonl,
  recallAt,
  runOf,
  searchMany,
} from '@tsr/eval';
import { expect, test } from 'vitest';
import { describeShared, sharedPath } from '../../../tooling/shared.ts';
import { createBm25Index } from './index.ts';

const read = (file: string): string => readFileSync(sharedPath(`data/${file}`), 'utf8');

async function measure(collection: string): Promise<Readonly<Record<string, number>>> {
  const index = createBm25Index({ documents: parseCorpusJsonl(read(`${collection}/corpus.jsonl`)) });
  const qrels = parseQrelsTsv(read(`${collection}/qrels/test.tsv`));
  const queries = judgedQueries(parseQueriesJsonl(read(`${collection}/queries.jsonl`)), qrels);
  const run = runOf(await searchMany(index, queries, { topK: 100 }));
  return evaluate({ run, qrels, measures: [ndcgAt(10), recallAt(100)] }).mean;
}

describeShared('BM25 with its defaults', () => {
  test.each([
    ['scifact', 0.68, 0.91],
    ['cranfield', 0.5, 0.74],
    ['cacm', 0.48, 0.68],
  ])('finds on %s what it should: nDCG@10 >= %d, Recall@100 >= %d', async (collection, ndcg, recall) => {
    const mean = await measure(collection);
    console.log(collection, mean);
    expect(mean['nDCG@10']).toBeGreaterThanOrEqual(ndcg);
    expect(mean['Recall@100']).toBeGreaterThanOrEqual(recall);
  });
});

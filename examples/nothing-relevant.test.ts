import { readFileSync } from 'node:fs';
import { createBm25Index } from '@tsr/bm25';
import { createTwoStageRetriever } from '@tsr/core';
import { createDenseIndex } from '@tsr/dense-hnsw';
import { createBundledEmbedder } from '@tsr/embed';
import { createHybridRetriever } from '@tsr/fusion';
import { createLearnedReranker } from '@tsr/rerank-learned';
import { expect, test } from 'vitest';
import { bundledPassages } from './corpus.ts';

const MIN_SCORE = 0.45;

interface Asked {
  readonly text: string;
  readonly unanswerable?: boolean;
}

const queries: readonly Asked[] = readFileSync(new URL('corpus/queries.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

test('a least score tells most questions without an answer from those with one', async () => {
  const documents = bundledPassages();
  const embedder = await createBundledEmbedder();
  const bm25 = createBm25Index({ documents });
  const dense = await createDenseIndex({ documents, embedder });
  const retriever = createTwoStageRetriever({
    firstStage: createHybridRetriever({ retrievers: { bm25, dense } }),
    secondStage: await createLearnedReranker({ tokenVectors: embedder.tokenVectors }),
  });
  const answered = { yes: 0, no: 0 };
  for (const { text, unanswerable = false } of queries) {
    const { results } = await retriever.retrieve(text, { minScore: MIN_SCORE });
    if (results.length > 0) answered[unanswerable ? 'no' : 'yes'] += 1;
  }
  const without = queries.filter(({ unanswerable }) => unanswerable).length;
  console.log(
    `answered at ${MIN_SCORE}: ${answered.yes} of ${queries.length - without}, and ${answered.no} of ${without} without an answer`,
  );
  expect(answered.yes / (queries.length - without)).toBeGreaterThanOrEqual(0.85);
  expect(answered.no / without).toBeLessThanOrEqual(0.4);
});

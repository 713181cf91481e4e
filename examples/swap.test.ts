import { testRetriever } from '@tsr/conformance';
import { createDenseIndex } from '@tsr/dense-hnsw';
import { describe, expect, test } from 'vitest';
import { bundledPassages } from './corpus.ts';
import { choices, prepare } from './swap.ts';

/** hnswlib-node needs a compiler to install; without one it is not there, and its combinations are not run. */
const hnswlib = await createDenseIndex({ dimensions: 2, engine: 'hnswlib' }).then(
  () => true,
  (error) => {
    console.warn(`SKIPPED: combinations with hnswlib: ${error.message}`);
    return false;
  },
);
const installed = choices.filter(({ dense }) => dense !== 'hnswlib' || hnswlib);

describe.each(installed)('$lexical + $dense + $embedder + $secondStage', async (choice) => {
  const { create, embedder } = await prepare(choice);

  testRetriever({ describe, test }, Object.values(choice).join(' + '), {
    create,
    embedder,
    composite: true,
    approximate: choice.dense !== 'exact',
  });

  test('answers the question of the chapter', async () => {
    const retriever = await create(bundledPassages());
    const ranking = await retriever.search('How do I configure OAuth2 authentication?');
    expect(ranking).toHaveLength(10);
  });
});

import { testRetriever } from '@tsr/conformance';
import { describe, expect, test } from 'vitest';
import { bundledPassages } from './corpus.ts';
import { hnswlibInstalled } from './hnswlib-installed.fixture.ts';
import { choices, prepare } from './swap.ts';

const hnswlib = await hnswlibInstalled('combinations with hnswlib');
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

import { createBm25Index } from '@tsr/bm25';
import { createInterpolation, createTwoStageRetriever, type Document, type Reranker } from '@tsr/core';
import { createExactSearch, createHashEmbedder, createOverlapReranker } from '@tsr/core/testing';
import { createHybridRetriever } from '@tsr/fusion';
import { describe, expect, it } from 'vitest';
import { createFixedRetriever, createSampleRetriever } from '../sample-stages.fixture.ts';
import { formatLedger } from './format-ledger.ts';
import { type Ledger, type LedgerEntry, ledgerOf } from './ledger.ts';

const documents: readonly Document[] = [
  { id: 'oauth', title: 'OAuth2', content: 'configure OAuth2 authentication with a client secret' },
  { id: 'tokens', content: 'rotate the client secret and the refresh tokens' },
  { id: 'logs', content: 'where the logs of authentication are kept' },
];
const query = 'configure authentication secret';

/** Everywhere in the tree: parts are the whole. */
function checkSums({ value, parts, from }: LedgerEntry): number {
  const below = [...(parts ?? []), ...(from ? [from] : [])].reduce((count, part) => count + checkSums(part), 0);
  if (!parts) return below;
  expect(parts.reduce((sum, part) => sum + part.value, 0)).toBeCloseTo(value, 9);
  return below + 1;
}

async function ledgers(secondStage?: Reranker): Promise<readonly Ledger[]> {
  const bm25 = createBm25Index({ documents });
  await bm25.refresh();
  const dense = await createExactSearch({ embedder: createHashEmbedder(), documents });
  const firstStage = createHybridRetriever({ retrievers: { bm25, dense }, weights: { bm25: 3, dense: 1 } });
  const { results } = await createTwoStageRetriever({ firstStage, secondStage }).retrieve(query);
  return Promise.all(results.map((result) => ledgerOf(query, result, { explain: { bm25 } })));
}

describe('ledgerOf', () => {
  it('unfolds every result to the terms and weights that made its rank, and all parts add up', async () => {
    const secondStage = createInterpolation({ reranker: createOverlapReranker(), weight: 0.7 });
    const all = await ledgers(secondStage);
    expect(all.map(({ rank }) => rank)).toEqual([1, 2, 3]);
    for (const { stages } of all) {
      expect(stages.map(({ name }) => name)).toEqual(['interpolation', 'overlap', 'hybrid']);
      expect(stages.reduce((count, stage) => count + checkSums(stage), 0)).toBe(3);
    }
    const [mixed, , first] = all[0]!.stages;
    expect(mixed?.parts?.map(({ name, facts }) => [name, facts])).toEqual([
      ['reranker', { seen: 1 }],
      ['before', { seen: 1 }],
    ]);
    const legs = new Map(first?.parts?.map((leg) => [leg.name, leg]));
    const bm25 = legs.get('bm25');
    expect(bm25?.facts).toEqual({ weight: 0.75, normalised: 1 });
    expect(bm25?.value).toBe(0.75);
    expect(bm25?.from?.parts?.map(({ name }) => name)).toEqual(['configur', 'authent', 'secret']);
    expect(legs.get('dense')?.from).toMatchObject({ name: 'dense', rank: expect.any(Number) });
  });

  it('has a logit behind a probability, and what was seen beside what it added', async () => {
    const details = { logit: 2, 'base.part': -1, 'coverage.part': 3, coverage: 0.5, windows: 2 };
    const judge: Reranker = {
      ...{ name: 'judge', scope: 'pair' },
      rerank: async (_, candidates) =>
        candidates.map(({ document, evidence = [] }, at) => {
          const score = 0.88 - at / 10;
          return { document, score, evidence: [...evidence, { stage: 'rerank', component: 'judge', score, details }] };
        }),
    };
    const [stage] = (await ledgers(judge))[0]!.stages;
    expect(stage).toEqual({
      ...{ name: 'judge', kind: 'stage', value: 0.88, facts: { windows: 2 } },
      from: {
        ...{ name: 'logit', kind: 'logit', value: 2 },
        parts: [
          { name: 'coverage', kind: 'part', value: 3, facts: { seen: 0.5 } },
          { name: 'base', kind: 'part', value: -1 },
        ],
      },
    });
  });

  it('of a first stage without legs is its score, by terms where it can tell', async () => {
    const { results } = await createSampleRetriever().retrieve('q');
    const { stages } = await ledgerOf('q', results[0]!);
    expect(stages).toEqual([
      { name: 'judge', kind: 'stage', value: 0.4 },
      { name: 'lexical', kind: 'stage', value: 1, rank: 4 },
    ]);
    const explain = {
      lexical: { explain: async () => ({ score: 1, terms: [{ term: 'q', contribution: 1, idf: 2 }] }) },
    };
    const told = await ledgerOf('q', results[0]!, { explain });
    expect(told.stages[1]?.parts).toEqual([{ name: 'q', kind: 'term', value: 1, facts: { idf: 2 } }]);
  });

  it('leaves out what a leg did not find, and gives what was backfilled without a rank', async () => {
    const dense = createFixedRetriever('dense', { a: 0.9 });
    const bm25 = { ...createFixedRetriever('bm25', { b: 7 }), scoreByIds: async () => new Map([['a', 2]]) };
    const firstStage = createHybridRetriever({ retrievers: { dense, bm25 }, backfill: true });
    const { results } = await createTwoStageRetriever({ firstStage }).retrieve('q');
    const [a, b] = await Promise.all(
      ['a', 'b'].map((id) => ledgerOf('q', results.find((result) => result.id === id)!)),
    );
    expect(b?.stages[0]?.parts?.map(({ name }) => name)).toEqual(['bm25']);
    expect(a?.stages[0]?.parts?.find(({ name }) => name === 'bm25')?.from).toEqual({
      name: 'bm25',
      kind: 'leg',
      value: 2,
    });
  });

  it('refuses what has no evidence', async () => {
    const result = { id: 'x', content: '', metadata: {}, firstStageScore: 1, firstStageRank: 1, rank: 1, evidence: [] };
    await expect(ledgerOf('q', result)).rejects.toThrow('telemetry: result "x" has no evidence of a first stage');
  });
});

describe('formatLedger', () => {
  it('is a tree of lines, parts with their signs', async () => {
    const [best] = await ledgers(createInterpolation({ reranker: createOverlapReranker(), weight: 0.7 }));
    expect(formatLedger(best!).split('\n')).toMatchInlineSnapshot(`
      [
        " 1. oauth",
        "  second stage  interpolation      1",
        "    reranker                     +.7  seen 1",
        "    before                       +.3  seen 1",
        "  second stage  overlap           .6  shared 3",
        "  first stage   hybrid             1  rank 1",
        "    bm25                        +.75  rank 1   = .75 × 1",
        "      from its score            .807  rank 1",
        "        configur               +.412  idf .981",
        "        authent                +.197  idf .47",
        "        secret                 +.197  idf .47",
        "    dense                       +.25  rank 1   = .25 × 1",
        "      from its score            .607  rank 1",
      ]
    `);
  });

  it('sums up what is beyond the largest parts', () => {
    const parts = [5, -4, 3, 2, -1].map((value, at): LedgerEntry => ({ name: `f${at}`, kind: 'part', value }));
    const stage: LedgerEntry = { name: 'judge', kind: 'stage', value: 5, rank: 1, parts };
    const text = formatLedger({ id: 'x\u001b', rank: 1, stages: [stage] }, { most: 2 });
    expect(text.split('\n')).toEqual([
      ' 1. x ',
      '  first stage   judge   5  rank 1',
      '    f0                 +5',
      '    f1                 -4',
      '    3 more             +4',
    ]);
  });
});

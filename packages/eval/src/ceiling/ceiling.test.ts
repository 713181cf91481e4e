import { createInterpolation, createTwoStageRetriever, type Reranker, type Retriever, rankingOf } from '@tsr/core';
import { createHybridRetriever } from '@tsr/fusion';
import { describe, expect, it } from 'vitest';
import { ndcgAt } from '../measures/ndcg.ts';
import { recordSearches } from '../records/record-searches.ts';
import { ceilingOf } from './ceiling.ts';

const fixed = (name: string, ids: readonly string[]): Retriever => ({
  name,
  search: async (_, { topK = 10 } = {}) =>
    rankingOf(ids.map((id, index) => ({ document: { id, content: id }, score: ids.length - index }))).slice(0, topK),
});

/** Scores by a table; what is not in it is scored 0. */
const judge = (scores: Readonly<Record<string, number>>, scope: Reranker['scope'] = 'pair'): Reranker => ({
  name: 'judge',
  scope,
  rerank: async (_, candidates, { trace } = {}) => {
    trace?.note({ scope });
    return rankingOf(
      candidates.map((item) => {
        const score = scores[item.document.id] ?? 0;
        const entry = { stage: 'rerank', component: 'judge', score } as const;
        return { document: item.document, score, evidence: [...(item.evidence ?? []), entry] };
      }),
    );
  },
});

const queries = new Map([['q', 'a question']]);
const bm25 = fixed('bm25', ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
const dense = fixed('dense', ['x', 'b', 'y', 'c', 'z', 'd']);

describe('ceilingOf', () => {
  it('says of each relevant document where it was lost', async () => {
    const firstStage = createHybridRetriever({ retrievers: { bm25, dense } });
    const secondStage = judge({ c: 9, y: 8, b: 7 });
    const retriever = createTwoStageRetriever({ firstStage, secondStage, firstStageK: 5, finalK: 2, minScore: -1 });
    const records = await recordSearches(retriever, queries, { depths: [5] });
    const found = records.get('q')!.candidates.map(({ id }) => id);
    expect(found).toEqual(['b', 'c', 'a', 'x', 'y']);
    const qrels = new Map([['q', new Map(Object.entries({ a: 1, c: 2, d: 1, h: 1, nowhere: 1, b: 0 }))]]);
    const report = ceilingOf({ records, qrels, k: 2 });
    expect(report).toMatchObject({ relevantDocuments: 5, found: 1, queries: 1, missing: [] });
    expect(Object.fromEntries(report.losses.map(({ id, label }) => [id, label]))).toEqual({
      a: 'lost in rerank',
      d: 'lost in fusion',
      h: 'cut by N',
      nowhere: 'missed by the legs',
    });
    expect(report.losses.find(({ id }) => id === 'd')).toMatchObject({
      legRanks: { bm25: 4, dense: 6 },
      firstStageRank: null,
    });
  });

  it('says what minScore dropped', async () => {
    const retriever = createTwoStageRetriever({ firstStage: bm25, secondStage: judge({ a: 2, b: -2 }), minScore: 0.5 });
    const records = await recordSearches(retriever, queries, { depths: [10] });
    const qrels = new Map([['q', new Map(Object.entries({ a: 1, b: 1 }))]]);
    expect(ceilingOf({ records, qrels }).lost).toMatchObject({ 'below threshold': 1, 'lost in rerank': 0 });
  });

  it('takes the k of the results for N where there is no second stage', async () => {
    const records = await recordSearches(createTwoStageRetriever({ firstStage: bm25 }), queries, { depths: [10] });
    const qrels = new Map([['q', new Map(Object.entries({ a: 1, d: 1 }))]]);
    const { losses, found } = ceilingOf({ records, qrels, k: 2 });
    expect(found).toBe(1);
    expect(losses).toMatchObject([{ id: 'd', label: 'cut by N', firstStageRank: 4 }]);
  });

  it.each([
    ['pair', 1],
    ['list', 4],
  ] as const)(
    'gives recall, oracle and quality by N as searches with each N would: scope %s',
    async (scope, searches) => {
      let calls = 0;
      const scores = { b: 3, c: 5, d: 1, e: 4, h: 9 };
      const reranker = judge(scores, scope);
      const counted: Reranker = {
        ...reranker,
        rerank: (...call) => {
          calls++;
          return reranker.rerank(...call);
        },
      };
      const retriever = createTwoStageRetriever({ firstStage: bm25, secondStage: counted });
      const depths = [1, 3, 5, 8];
      const records = await recordSearches(retriever, queries, { depths });
      // One candidate alone is not reranked.
      expect(calls).toBe(searches === 1 ? 1 : searches - 1);
      const grades = new Map(Object.entries({ c: 1, e: 2, h: 1, gone: 1 }));
      const report = ceilingOf({ records, qrels: new Map([['q', grades]]), k: 3, depths });
      for (const { n, recall, quality, firstStage, oracle } of report.depths) {
        const { results } = await retriever.retrieve('a question', { firstStageK: n, finalK: n });
        const before = (await bm25.search('a question', { topK: n })).map(({ document }) => document.id);
        expect(quality).toBeCloseTo(
          ndcgAt(3).score(
            results.map(({ id }) => id),
            grades,
          ),
          12,
        );
        expect(firstStage).toBeCloseTo(ndcgAt(3).score(before, grades), 12);
        expect(recall).toBe(before.filter((id) => grades.has(id)).length / 4);
        expect(oracle).toBeGreaterThanOrEqual(quality!);
      }
      expect(report.depths.at(-1)!.oracle).toBeCloseTo(ndcgAt(3).score(['e', 'c', 'h'], grades), 12);
      expect(report.smallestN).toBe(8);
    },
  );

  it('does not guess the quality of an N that a second stage of scope list was not searched with', async () => {
    const inner = judge({ c: 5, e: 4 });
    const retriever = createTwoStageRetriever({
      firstStage: bm25,
      secondStage: createInterpolation({ reranker: inner, weight: 0.5 }),
    });
    const records = await recordSearches(retriever, queries, { depths: [8, 2] });
    const report = ceilingOf({ records, qrels: new Map([['q', new Map([['c', 1]])]]), depths: [2, 4, 8] });
    expect(report.depths.map(({ n, quality }) => [n, quality === null])).toEqual([
      [2, false],
      [4, true],
      [8, false],
    ]);
  });

  it('finds the least N that keeps 99 % of the quality, and stays there', async () => {
    const retriever = createTwoStageRetriever({ firstStage: bm25, secondStage: judge({ b: 3 }) });
    const records = await recordSearches(retriever, queries, { depths: [8] });
    const report = ceilingOf({ records, qrels: new Map([['q', new Map([['b', 1]])]]), depths: [1, 2, 4, 8] });
    expect(report.depths.map(({ quality }) => quality)).toEqual([0, 1, 1, 1]);
    expect(report.smallestN).toBe(2);
  });

  it('counts a judged query that was not searched as 0, names it, and leaves out those without relevant documents', async () => {
    const records = await recordSearches(createTwoStageRetriever({ firstStage: bm25 }), queries, { depths: [8] });
    const qrels = new Map([
      ['q', new Map([['a', 1]])],
      ['later', new Map([['a', 1]])],
      ['hopeless', new Map([['a', 0]])],
    ]);
    const report = ceilingOf({ records, qrels });
    expect(report).toMatchObject({ queries: 2, missing: ['later'], found: 1 });
    expect(report.depths.at(-1)!.quality).toBe(0.5);
  });

  it('refuses searches of which none is judged, and options that are none', async () => {
    const records = await recordSearches(createTwoStageRetriever({ firstStage: bm25 }), queries, { depths: [8] });
    const qrels = new Map([['other', new Map([['a', 1]])]]);
    expect(() => ceilingOf({ records, qrels })).toThrow(/the searches have ids such as "q", the qrels such as "other"/);
    const judged = new Map([['q', new Map([['a', 1]])]]);
    expect(() => ceilingOf({ records, qrels: judged, keep: 2 })).toThrow('keep is 2');
    expect(() => ceilingOf({ records, qrels: judged, k: 0 })).toThrow('k is 0');
    await expect(
      recordSearches(createTwoStageRetriever({ firstStage: bm25 }), queries, { depths: [0] }),
    ).rejects.toThrow('depths is');
    await expect(recordSearches(bm25 as never, queries)).rejects.toThrow('pass a two-stage retriever');
  });
});

import { createCascade, createTwoStageRetriever, defineRetriever, type ExplainedOutcome } from '@tsr/core';
import { createHybridRetriever } from '@tsr/fusion';
import { describe, expect, it } from 'vitest';
import { observationOf } from './observation.ts';
import { createFixedReranker, createFixedRetriever, createSampleRetriever } from './sample-stages.fixture.ts';

describe('observationOf', () => {
  it('has every candidate with what both stages made of it', async () => {
    const explained = await createSampleRetriever({ finalK: 2 }).explain('q');
    expect(observationOf(explained)).toEqual({
      secondStage: true,
      candidates: [
        { firstStageRank: 1, firstStageScore: 4 },
        { firstStageRank: 2, firstStageScore: 3 },
        { firstStageRank: 3, firstStageScore: 2, finalRank: 2 },
        { firstStageRank: 4, firstStageScore: 1, finalRank: 1 },
      ],
      legs: [],
    });
  });

  it('marks what the second stage was asked about and did not score', async () => {
    const retriever = createSampleRetriever({ secondStage: createFixedReranker({ b: 1 }), finalK: 2 });
    const { candidates } = observationOf(await retriever.explain('q'));
    expect(candidates.slice(0, 2)).toEqual([
      { firstStageRank: 1, firstStageScore: 4, finalRank: 2, unscored: true },
      { firstStageRank: 2, firstStageScore: 3, finalRank: 1 },
    ]);
    const first = observationOf(await retriever.explain('q', { secondStage: false }));
    expect(first.secondStage).toBe(false);
    expect(first.candidates[0]).toEqual({ firstStageRank: 1, firstStageScore: 4, finalRank: 1 });
  });

  it('takes a cascade for the one stage that it is, and marks what its last part did not score', async () => {
    const cheap = createFixedReranker({ a: 1, b: 2, c: 3, d: 4 }, 'cheap');
    const last = createFixedReranker({ c: 9, d: 8 }, 'last');
    const secondStage = createCascade([{ reranker: cheap }, { reranker: last, keep: 2 }]);
    const { candidates } = observationOf(await createSampleRetriever({ secondStage }).explain('q'));
    expect(candidates).toEqual([
      { firstStageRank: 1, firstStageScore: 4, finalRank: 4, unscored: true },
      { firstStageRank: 2, firstStageScore: 3, finalRank: 3, unscored: true },
      { firstStageRank: 3, firstStageScore: 2, finalRank: 1 },
      { firstStageRank: 4, firstStageScore: 1, finalRank: 2 },
    ]);
  });

  it('has the candidates as the second stage was given them', async () => {
    const { trace, results } = await createSampleRetriever().explain('q');
    const input = [{ id: 'b', score: 0.5, rank: 1 }];
    const cut = trace.map((event) => (event.stage === 'rerank' ? { ...event, input } : event));
    expect(observationOf({ results, trace: cut }).candidates).toEqual([
      { firstStageRank: 1, firstStageScore: 0.5, finalRank: 3 },
    ]);
  });

  it('has the ranks and the scores that each leg gave, null where it did not find the candidate', async () => {
    const retrievers = {
      dense: createFixedRetriever('x', { b: 0.9, c: 0.2 }),
      bm25: createFixedRetriever('y', { a: 9, b: 5 }),
    };
    const firstStage = createHybridRetriever({ retrievers });
    const explained = await createSampleRetriever({ firstStage, finalK: 1 }).explain('q');
    const ids = explained.trace.find(({ stage }) => stage === 'rerank')?.input?.map(({ id }) => id);
    expect(ids).toEqual(['a', 'b', 'c']);
    expect(observationOf(explained).legs.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
      { name: 'bm25', ranks: [1, 2, null], scores: [9, 5, null] },
      { name: 'dense', ranks: [null, 1, 2], scores: [null, 0.9, 0.2] },
    ]);
  });

  it('knows a leg that failed, and takes what one that records nothing gave from the evidence', async () => {
    const broken = defineRetriever({ name: 'broken', search: () => Promise.reject(new Error('gone')) });
    const retrievers = { dense: broken, bm25: createFixedRetriever('y', { a: 9, b: 5 }) };
    const explained = await createTwoStageRetriever({ firstStage: createHybridRetriever({ retrievers }) }).explain('q');
    const byName = (trace: ExplainedOutcome['trace']) =>
      Object.fromEntries(observationOf({ ...explained, trace }).legs.map(({ name, ...given }) => [name, given]));
    const legs = { dense: { ranks: [null, null], scores: [null, null] }, bm25: { ranks: [1, 2], scores: [9, 5] } };
    expect(byName(explained.trace)).toEqual(legs);
    expect(byName(explained.trace.filter(({ component }) => component !== 'bm25'))).toEqual(legs);
  });

  it('takes no leg for a retrieval that scored what others had found', async () => {
    const { trace, results } = await createSampleRetriever().explain('q');
    const items = [{ id: 'a', score: 1, rank: 1 }];
    const backfill = {
      stage: 'retrieve',
      component: 'backfill',
      startedAt: 0,
      durationMs: 0,
      input: items,
      output: items,
    };
    expect(observationOf({ results, trace: [{ ...backfill, stage: 'retrieve' }, ...trace] }).legs).toEqual([]);
  });

  it('is empty for a search that found nothing, and refuses a trace of something else', async () => {
    const nothing = createSampleRetriever({ firstStage: createFixedRetriever('none', {}) });
    expect(observationOf(await nothing.explain('q'))).toEqual({ secondStage: false, candidates: [], legs: [] });
    expect(() => observationOf({ results: [], trace: [] })).toThrow('telemetry: trace has no retrieve event');
  });
});

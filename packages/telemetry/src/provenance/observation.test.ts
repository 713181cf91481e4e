import { createCascade, createTwoStageRetriever, defineRetriever } from '@tsr/core';
import { createHybridRetriever } from '@tsr/fusion';
import { describe, expect, it } from 'vitest';
import { createMemorySink, withTelemetry } from '../index.ts';
import { createFixedReranker, createFixedRetriever, createSampleRetriever } from '../sample-stages.fixture.ts';
import { observationOf } from './observation.ts';

describe('observationOf', () => {
  it('has every candidate with what both stages made of it', async () => {
    const explained = await createSampleRetriever({ finalK: 2 }).explain('q');
    expect(observationOf(explained.trace)).toMatchObject({
      secondStage: true,
      candidates: [
        { id: 'a', firstStageRank: 1, firstStageScore: 4 },
        { id: 'b', firstStageRank: 2, firstStageScore: 3 },
        { id: 'c', firstStageRank: 3, firstStageScore: 2, finalRank: 2 },
        { id: 'd', firstStageRank: 4, firstStageScore: 1, finalRank: 1 },
      ],
      legs: [],
    });
  });

  it('marks what the second stage was asked about and did not score', async () => {
    const retriever = createSampleRetriever({ secondStage: createFixedReranker({ b: 1 }), finalK: 2 });
    const { candidates } = observationOf((await retriever.explain('q')).trace);
    expect(candidates.slice(0, 2)).toEqual([
      { id: 'a', firstStageRank: 1, firstStageScore: 4, finalRank: 2, unscored: true },
      { id: 'b', firstStageRank: 2, firstStageScore: 3, finalRank: 1 },
    ]);
    const first = observationOf((await retriever.explain('q', { secondStage: false })).trace);
    expect(first.secondStage).toBe(false);
    expect(first.candidates[0]).toEqual({ id: 'a', firstStageRank: 1, firstStageScore: 4, finalRank: 1 });
  });

  it('takes a cascade for the one stage that it is, and marks what its last part did not score', async () => {
    const cheap = createFixedReranker({ a: 1, b: 2, c: 3, d: 4 }, 'cheap');
    const last = createFixedReranker({ c: 9, d: 8 }, 'last');
    const secondStage = createCascade([{ reranker: cheap }, { reranker: last, keep: 2 }]);
    const { candidates } = observationOf((await createSampleRetriever({ secondStage }).explain('q')).trace);
    expect(candidates).toEqual([
      { id: 'a', firstStageRank: 1, firstStageScore: 4, finalRank: 4, unscored: true },
      { id: 'b', firstStageRank: 2, firstStageScore: 3, finalRank: 3, unscored: true },
      { id: 'c', firstStageRank: 3, firstStageScore: 2, finalRank: 1 },
      { id: 'd', firstStageRank: 4, firstStageScore: 1, finalRank: 2 },
    ]);
  });

  it('has the candidates as the second stage was given them', async () => {
    const { trace } = await createSampleRetriever().explain('q');
    const input = [{ id: 'b', score: 0.5, rank: 1 }];
    const cut = trace.map((event) => (event.stage === 'rerank' ? { ...event, input } : event));
    expect(observationOf(cut).candidates).toEqual([{ id: 'b', firstStageRank: 1, firstStageScore: 0.5, finalRank: 3 }]);
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
    expect(observationOf(explained.trace).legs.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
      { name: 'bm25', ranks: [1, 2, null], scores: [9, 5, null] },
      { name: 'dense', ranks: [null, 1, 2], scores: [null, 0.9, 0.2] },
    ]);
  });

  it('knows a leg that failed', async () => {
    const broken = defineRetriever({ name: 'broken', search: () => Promise.reject(new Error('gone')) });
    const retrievers = { dense: broken, bm25: createFixedRetriever('y', { a: 9, b: 5 }) };
    const { trace } = await createTwoStageRetriever({ firstStage: createHybridRetriever({ retrievers }) }).explain('q');
    expect(observationOf(trace).legs).toEqual([
      { name: 'dense', ranks: [null, null], scores: [null, null] },
      { name: 'bm25', ranks: [1, 2], scores: [9, 5] },
    ]);
  });

  it('has every stage with its path and time, and the order that a reranker made of the one it was given', async () => {
    const cheap = createFixedReranker({ a: 1, b: 2, c: 3, d: 4 }, 'cheap');
    const last = createFixedReranker({ c: 9, d: 8 }, 'last');
    const secondStage = createCascade([{ reranker: cheap }, { reranker: last, keep: 2 }]);
    const { trace } = await createSampleRetriever({ secondStage }).explain('q');
    const stages = observationOf(trace).stages ?? [];
    expect(stages.map(({ durationMs: _, ...stage }) => stage)).toEqual([
      { stage: 'retrieve', path: ['lexical'] },
      { stage: 'rerank', path: ['cascade'], scope: 'list', order: [3, 4, 2, 1] },
      { stage: 'rerank', path: ['cascade', 'cheap'], scope: 'pair', order: [4, 3, 2, 1] },
      { stage: 'rerank', path: ['cascade', 'last'], scope: 'pair', order: [2, 1] },
    ]);
    expect(stages.every(({ durationMs }) => durationMs >= 0)).toBe(true);
  });

  it('takes no leg for a retrieval that scored what others had found', async () => {
    const { trace } = await createSampleRetriever().explain('q');
    const items = [{ id: 'a', score: 1, rank: 1 }];
    const backfill = {
      stage: 'retrieve',
      component: 'backfill',
      startedAt: 0,
      durationMs: 0,
      input: items,
      output: items,
    };
    expect(observationOf([{ ...backfill, stage: 'retrieve' }, ...trace]).legs).toEqual([]);
  });

  it('is empty for a search that found nothing, and refuses a trace of something else', async () => {
    const nothing = createSampleRetriever({ firstStage: createFixedRetriever('none', {}) });
    expect(observationOf((await nothing.explain('q')).trace)).toMatchObject({
      secondStage: false,
      candidates: [],
      legs: [],
    });
    expect(() => observationOf([])).toThrow('telemetry: the trace has no search event with results');
  });
});

it('takes a hybrid or an index that is searched by itself for its own first stage', async () => {
  const retrievers = {
    dense: createFixedRetriever('x', { b: 0.9, c: 0.2 }),
    bm25: createFixedRetriever('y', { a: 9, b: 5 }),
  };
  const sink = createMemorySink();
  await withTelemetry(createHybridRetriever({ retrievers }), sink).search('q');
  const hybrid = observationOf(sink.events);
  expect(hybrid.candidates.map(({ id, firstStageRank, finalRank }) => [id, firstStageRank, finalRank])).toEqual([
    ['a', 1, 1],
    ['b', 2, 2],
    ['c', 3, 3],
  ]);
  expect(hybrid.legs.map(({ name }) => name).sort()).toEqual(['bm25', 'dense']);
  sink.clear();
  await withTelemetry(retrievers.dense, sink).search('q', { topK: 1 });
  expect(observationOf(sink.events)).toEqual({
    ...{ secondStage: false, legs: [], stages: [] },
    candidates: [{ id: 'b', firstStageRank: 1, firstStageScore: 0.9, finalRank: 1 }],
  });
});

it('refuses the trace of a search that failed, or that has no first stage', async () => {
  const { trace } = await createSampleRetriever().explain('q');
  const failed = trace.map(({ output, ...event }) =>
    event.stage === 'search' ? event : { ...event, output: output! },
  );
  expect(() => observationOf(failed)).toThrow('the trace has no search event with results');
  const cut = trace.filter(({ stage }) => stage !== 'retrieve');
  expect(() => observationOf(cut)).toThrow('the trace has no retrieve event of a first stage; pass all events');
});

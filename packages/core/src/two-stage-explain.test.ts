import { describe, expect, test } from 'vitest';
import { createInterpolation } from './interpolation.ts';
import { createTrace } from './trace.ts';
import { alphabet, ids, scoring } from './two-stage.fixture.ts';
import { createTwoStageRetriever } from './two-stage.ts';

const secondStage = scoring({ c: 2, b: 1 });

describe('explain', () => {
  test('is retrieve with every event of every stage, the root last', async () => {
    const retriever = createTwoStageRetriever({ firstStage: alphabet(3), secondStage });
    const { results, degraded, trace, traceId, timings } = await retriever.explain('q');
    expect(ids(results)).toBe('cba');
    expect(degraded?.reason).toBe('partial');
    expect(trace.map(({ stage, component, spanId, parentId }) => [stage, component, spanId, parentId])).toEqual([
      ['retrieve', 'alphabet', '2', '1'],
      ['rerank', 'table', '3', '1'],
      ['search', 'two-stage', '1', undefined],
    ]);
    expect(new Set(trace.map((event) => event.traceId))).toEqual(new Set([traceId]));
    expect(trace.at(-1)?.durationMs).toBe(timings.totalMs);
    expect(trace.at(-1)?.output).toEqual([
      { id: 'c', score: 2, rank: 1, tier: 0 },
      { id: 'b', score: 1, rank: 2, tier: 0 },
      { id: 'a', score: 3, rank: 3, tier: 1 },
    ]);
  });

  test('notes whether scores of the second stage depend on the list', async () => {
    const { trace } = await createTwoStageRetriever({ firstStage: alphabet(3), secondStage }).explain('q');
    expect(trace[1]?.notes).toEqual({ scope: 'pair' });
    const mixed = createInterpolation({ reranker: secondStage, weight: 0.4 });
    const explained = await createTwoStageRetriever({ firstStage: alphabet(3), secondStage: mixed }).explain('q');
    expect(explained.trace.map(({ component, notes }) => [component, notes])).toEqual([
      ['alphabet', undefined],
      ['table', { scope: 'pair' }],
      ['interpolation', { scope: 'list', weight: 0.4 }],
      ['two-stage', { firstStageK: 100, finalK: 10 }],
    ]);
  });

  test('notes how deep it searched and what it cut', async () => {
    const retriever = createTwoStageRetriever({ firstStage: alphabet(9), secondStage, firstStageK: 5, finalK: 3 });
    const { trace } = await retriever.explain('q', { finalK: 2, offset: 1, minScore: 0.5 });
    const notes = { firstStageK: 5, finalK: 2, offset: 1, minScore: 0.5, keepUnscored: false };
    expect(trace.at(-1)?.notes).toEqual(notes);
  });

  test('tells a trace of the caller as well, under its id', async () => {
    const seen: string[] = [];
    const trace = createTrace({
      component: 'mine',
      record: ({ stage, component }) => seen.push(`${stage} ${component}`),
    });
    const retriever = createTwoStageRetriever({ firstStage: alphabet(3), secondStage });
    const explained = await retriever.explain('q', { trace });
    expect(explained.traceId).toBe(trace.traceId);
    expect(explained.trace).toHaveLength(3);
    expect(seen).toEqual(['retrieve alphabet', 'rerank table']);
  });

  test('shows what went into and came out of each stage', async () => {
    const { trace } = await createTwoStageRetriever({ firstStage: alphabet(3), secondStage }).explain('q');
    const candidates = [
      { id: 'a', score: 3, rank: 1 },
      { id: 'b', score: 2, rank: 2 },
      { id: 'c', score: 1, rank: 3 },
    ];
    expect(trace[0]).toMatchObject({ output: candidates });
    expect(trace[1]).toMatchObject({
      input: candidates,
      output: [
        { id: 'c', score: 2, rank: 1 },
        { id: 'b', score: 1, rank: 2 },
      ],
      degraded: { scored: 2, of: 3 },
    });
  });

  test('shows the stages inside a stage below it', async () => {
    const inner = createTwoStageRetriever({ name: 'inner', firstStage: alphabet(3), secondStage });
    const { trace } = await createTwoStageRetriever({ name: 'outer', firstStage: inner }).explain('q');
    expect(trace.map(({ component, spanId, parentId }) => [component, spanId, parentId])).toEqual([
      ['alphabet', '3', '2'],
      ['table', '4', '2'],
      ['inner', '2', '1'],
      ['outer', '1', undefined],
    ]);
  });

  test('keeps the note of a blank query', async () => {
    const { results, trace } = await createTwoStageRetriever({ firstStage: alphabet(3) }).explain(' ');
    expect(results).toEqual([]);
    expect(trace[0]).toMatchObject({ component: 'alphabet', output: [], notes: { emptyQuery: 'blank' } });
  });
});

test('a sink that throws never fails a search', async () => {
  const trace = createTrace({
    component: 'root',
    record: () => {
      throw new Error('disk full');
    },
  });
  const retriever = createTwoStageRetriever({ firstStage: alphabet(3), secondStage });
  expect(ids((await retriever.retrieve('q', { trace })).results)).toBe('cba');
  expect((await retriever.search('q', { trace })).map(({ document }) => document.id).join('')).toBe('cba');
});

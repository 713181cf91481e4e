import { describe, expect, test } from 'vitest';
import { candidatesOf, tableReranker, tiersOf } from './cascade.fixture.ts';
import { createCascade } from './cascade.ts';
import type { Reranker, StageEvent } from './contracts.ts';
import { createTrace } from './trace.ts';
import { alphabet, ids, raw } from './two-stage.fixture.ts';
import { createTwoStageRetriever } from './two-stage.ts';

const cheap = tableReranker('cheap', { a: 0.1, b: 0.2, c: 0.3 });
const last = tableReranker('last', { a: 1, b: 2, c: 3 });
const failing = raw(() => Promise.reject(new Error('model gone')));
const endless = raw(() => new Promise(() => {}));

function traced() {
  const events: StageEvent[] = [];
  return { events, trace: createTrace({ component: 'root', record: (event) => events.push(event) }) };
}

describe('a stage that fails', () => {
  test.each<[string, Reranker]>([
    ['rejects', failing],
    ['invents', raw(async () => [{ document: { id: 'z', content: '' }, score: 1 }])],
    ['gives NaN', raw(async (list) => list.map((item) => ({ ...item, score: Number.NaN })))],
  ])('because it %s leaves the order before it, and its span says so', async (_, second) => {
    const { events, trace } = traced();
    const cascade = createCascade([{ reranker: cheap }, { reranker: second, keep: 2 }]);
    const ranking = await cascade.rerank('q', candidatesOf('abc'), { trace });
    expect(tiersOf(ranking)).toBe('c1 b1 a1');
    expect(ranking.map(({ score }) => score)).toEqual([0.3, 0.2, 0.1]);
    expect(events.map(({ component, degraded }) => [component, degraded?.scored, degraded?.of])).toEqual([
      ['cheap', undefined, undefined],
      ['raw', 0, 2],
    ]);
  });

  test('first hands the order of the candidates to the next', async () => {
    const cascade = createCascade([{ reranker: failing }, { reranker: last, keep: 2 }]);
    expect(tiersOf(await cascade.rerank('q', candidatesOf('abc')))).toBe('b0 a0');
  });

  test('fails the cascade where nothing was scored', async () => {
    const none = tableReranker('none', {});
    const cascade = createCascade([{ reranker: failing }, { reranker: none }]);
    for (const options of [{}, { deadline: Date.now() + 60_000 }]) {
      await expect(cascade.rerank('q', candidatesOf('abc'), options)).rejects.toMatchObject({
        code: 'TSR_ENGINE_FAILURE',
        message: 'cascade: nothing was scored: model gone',
        cause: { errors: [new Error('model gone')] },
      });
    }
  });

  test('is a warning of a two-stage retriever, and no score of its last stage is no score to cut by', async () => {
    const secondStage = createCascade([{ reranker: cheap }, { reranker: failing, keep: 2 }]);
    const retriever = createTwoStageRetriever({ firstStage: alphabet(3), secondStage, minScore: 100 });
    const { results, degraded, warnings } = await retriever.retrieve('q');
    expect(ids(results)).toBe('cba');
    expect(results.some(({ secondStageScore }) => secondStageScore !== undefined)).toBe(false);
    expect(degraded).toMatchObject({ component: 'raw', reason: 'failure', scored: 0, of: 2 });
    expect(warnings).toEqual(['model gone', 'minScore 100 was not applied: the last stage scored nothing']);
  });
});

describe('minScore over a cascade', () => {
  test('cuts by the scores of the last stage alone', async () => {
    const secondStage = createCascade([{ reranker: cheap }, { reranker: last, keep: 2 }]);
    const options = { firstStage: alphabet(3), secondStage, minScore: 0.01 };
    expect(ids((await createTwoStageRetriever(options).retrieve('q')).results)).toBe('cb');
    const { results } = await createTwoStageRetriever({ ...options, keepUnscored: true }).retrieve('q');
    expect(results.map(({ id, secondStageScore }) => [id, secondStageScore])).toEqual([
      ['c', 3],
      ['b', 2],
      ['a', undefined],
    ]);
  });
});

describe('a stage out of time', () => {
  test('is cut off at the deadline, its signal aborted, and those after it are not asked', async () => {
    let aborted: unknown;
    const slow = raw((_, { signal }) => {
      signal?.addEventListener('abort', () => {
        aborted = signal.reason;
      });
      return new Promise(() => {});
    });
    const { events, trace } = traced();
    const cascade = createCascade([{ reranker: cheap }, { reranker: slow, keep: 2 }, { reranker: last, keep: 1 }]);
    const ranking = await cascade.rerank('q', candidatesOf('abc'), { trace, deadline: Date.now() + 30 });
    expect(tiersOf(ranking)).toBe('c2 b2 a2');
    expect(aborted).toMatchObject({ code: 'TSR_TIMEOUT' });
    expect(events.map(({ degraded }) => degraded?.reason)).toEqual([undefined, 'timeout', 'timeout']);
    expect(events[2]?.degraded?.message).toBe('last was not asked: no time was left for it');
  });

  test('costs a two-stage retriever no score of the stages before it', async () => {
    const secondStage = createCascade([{ reranker: cheap }, { reranker: endless, keep: 2 }]);
    const retriever = createTwoStageRetriever({ firstStage: alphabet(3), secondStage, timeoutMs: 80 });
    const { results, degraded } = await retriever.retrieve('q');
    expect(ids(results)).toBe('cba');
    expect(results[0]?.evidence.map(({ component }) => component)).toEqual(['alphabet', 'cheap']);
    expect(degraded).toMatchObject({ component: 'raw', reason: 'timeout' });
  });

  test('and of all others is no failure: nothing was scored', async () => {
    const cascade = createCascade([{ reranker: endless }]);
    expect(await cascade.rerank('q', candidatesOf('abc'), { deadline: Date.now() + 5 })).toEqual([]);
    expect(await cascade.rerank('q', candidatesOf('abc'), { deadline: 1 })).toEqual([]);
  });
});

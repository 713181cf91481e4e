import { describe, expect, test } from 'vitest';
import type { Ranking, Reranker, StageEvent } from './contracts.ts';
import { TsrError } from './errors.ts';
import { createTrace } from './trace.ts';
import { alphabet, ids, lettered, raw, scoring } from './two-stage.fixture.ts';
import { createTwoStageRetriever } from './two-stage.ts';

const firstStage = alphabet(3);
const first = (candidates: Ranking) => candidates[0] as Ranking[number];

describe('a second stage that fails', () => {
  test.each<[string, Reranker, string, string]>([
    ['rejects', raw(() => Promise.reject(new Error('model gone'))), 'failure', 'model gone'],
    [
      'throws',
      raw(() => {
        throw new Error('at once');
      }),
      'failure',
      'at once',
    ],
    ['rejects with no error', raw(() => Promise.reject('a string')), 'failure', 'a string'],
    [
      'fails with a TsrError',
      raw(() => Promise.reject(new TsrError('TSR_ENGINE_FAILURE', 'worker died'))),
      'failure',
      'worker died',
    ],
    [
      'invents a candidate',
      raw(async () => [{ document: { id: 'z', content: '' }, score: 1 }]),
      'contract',
      'raw returned "z", which is unknown or there twice; check it with testReranker of @tsr/conformance',
    ],
    [
      'returns a candidate twice',
      raw(async (list) => [first(list), first(list)]),
      'contract',
      'raw returned "a", which is unknown or there twice',
    ],
    ['gives NaN', raw(async (list) => [{ ...first(list), score: Number.NaN }]), 'contract', 'raw scored "a" NaN'],
    [
      'returns nothing at all',
      raw(async () => undefined as never),
      'contract',
      'raw returned undefined instead of a ranking',
    ],
    [
      'gives a tier that is none',
      raw(async (list) => [{ ...first(list), tier: -1 }]),
      'contract',
      'raw put "a" into tier -1',
    ],
  ])('that %s falls open to the first stage and says so', async (_, secondStage, reason, message) => {
    const { results, degraded, warnings } = await createTwoStageRetriever({ firstStage, secondStage }).retrieve('q');
    expect(ids(results)).toBe('abc');
    expect(results.every((result) => !('secondStageScore' in result))).toBe(true);
    expect(degraded).toMatchObject({ stage: 'rerank', component: 'raw', reason, scored: 0, of: 3 });
    expect(degraded?.message).toContain(message);
    expect(warnings).toEqual([degraded?.message]);
  });

  test('throws its error where told to', async () => {
    const failure = new Error('model gone');
    const secondStage = raw(() => Promise.reject(failure));
    const retriever = createTwoStageRetriever({ firstStage, secondStage, onSecondStageFailure: 'throw' });
    await expect(retriever.retrieve('q')).rejects.toBe(failure);
    await expect(retriever.search('q')).rejects.toBe(failure);
  });

  test('throws a broken contract as TSR_RERANKER_CONTRACT where told to', async () => {
    const secondStage = raw(async (list) => [first(list), first(list)]);
    const retriever = createTwoStageRetriever({ firstStage, secondStage, onSecondStageFailure: 'throw' });
    await expect(retriever.retrieve('q')).rejects.toMatchObject({ code: 'TSR_RERANKER_CONTRACT' });
  });

  test('leaves a ranking of tier 1 to search', async () => {
    const secondStage = raw(() => Promise.reject(new Error('model gone')));
    const ranking = await createTwoStageRetriever({ firstStage, secondStage }).search('q');
    expect(ranking.map(({ document, tier, score }) => [document.id, tier, score])).toEqual([
      ['a', 1, 3],
      ['b', 1, 2],
      ['c', 1, 1],
    ]);
  });
});

describe('a second stage out of time', () => {
  test('falls open though it never ends, and has its signal aborted', async () => {
    let aborted: unknown;
    const secondStage = raw((_, { signal }) => {
      signal?.addEventListener('abort', () => {
        aborted = signal.reason;
      });
      return new Promise(() => {});
    });
    const retriever = createTwoStageRetriever({ firstStage, secondStage, timeoutMs: 5 });
    const { results, degraded } = await retriever.retrieve('q');
    expect(ids(results)).toBe('abc');
    expect(degraded).toMatchObject({ reason: 'timeout', message: 'raw did not answer within 5 ms', scored: 0, of: 3 });
    expect(aborted).toMatchObject({ code: 'TSR_TIMEOUT' });
  });

  test('throws TSR_TIMEOUT where told to', async () => {
    const secondStage = raw(() => new Promise(() => {}));
    const options = { firstStage, secondStage, timeoutMs: 5, onSecondStageFailure: 'throw' } as const;
    await expect(createTwoStageRetriever(options).retrieve('q')).rejects.toMatchObject({ code: 'TSR_TIMEOUT' });
  });

  test('is not called late where it kept its deadline', async () => {
    const secondStage = raw(async (list) => [{ ...first(list), score: 7 }]);
    const { results, degraded } = await createTwoStageRetriever({
      firstStage,
      secondStage,
      timeoutMs: 60_000,
    }).retrieve('q');
    expect(results[0]?.secondStageScore).toBe(7);
    expect(degraded).toMatchObject({ reason: 'partial', scored: 1, of: 3 });
  });
});

describe('a first stage that fails', () => {
  test('fails the search: there is nothing to fall open to', async () => {
    const broken = { name: 'broken', search: () => Promise.reject(new Error('index gone')) };
    await expect(createTwoStageRetriever({ firstStage: broken }).retrieve('q')).rejects.toThrow('index gone');
  });

  test.each<[string, Ranking, string]>([
    ['unsorted', lettered(2).map((document, n) => ({ document, score: n })), 'rank 2 belongs before rank 1'],
    ['NaN', lettered(1).map((document) => ({ document, score: Number.NaN })), 'score of "a" is NaN'],
    ['an id twice', [...lettered(1), ...lettered(1)].map((document) => ({ document, score: 1 })), '"a" is there twice'],
  ])('because its ranking is none (%s) is TSR_RETRIEVER_CONTRACT', async (_, ranking, fault) => {
    const broken = { name: 'broken', search: async () => ranking };
    const work = createTwoStageRetriever({ firstStage: broken }).retrieve('q');
    await expect(work).rejects.toMatchObject({ code: 'TSR_RETRIEVER_CONTRACT' });
    await expect(work).rejects.toThrow(`broken returned no ranking: ${fault}`);
  });
});

describe('a first stage with tiers of its own', () => {
  const inner = createTwoStageRetriever({
    name: 'inner',
    firstStage: alphabet(5),
    secondStage: scoring({ c: 0.1, e: 0.2 }),
  });

  test('keeps them where there is no second stage, and all below tier 0 where that scores nothing', async () => {
    const failing = raw(() => Promise.reject(new Error('model gone')));
    const tiers = async (secondStage?: Reranker) =>
      (await createTwoStageRetriever({ firstStage: inner, secondStage }).search('q')).map(
        ({ document, tier }) => document.id + tier,
      );
    expect(await tiers()).toEqual(['e0', 'c0', 'a1', 'b1', 'd1']);
    expect(await tiers(failing)).toEqual(['e1', 'c1', 'a2', 'b2', 'd2']);
    expect(await tiers(scoring({ b: 1 }))).toEqual(['b0', 'e1', 'c1', 'a2', 'd2']);
  });

  test('is reranked across them', async () => {
    const secondStage = scoring({ a: 1, b: 2, c: 3, d: 4, e: 5 });
    const { results, degraded } = await createTwoStageRetriever({ firstStage: inner, secondStage }).retrieve('q');
    expect(ids(results)).toBe('edcba');
    expect(degraded).toMatchObject({ component: 'table', reason: 'partial', of: 5 });
    expect(results.map(({ firstStageRank }) => firstStageRank)).toEqual([1, 5, 2, 4, 3]);
  });
});

describe('degradations of parts', () => {
  test('are all in the warnings, and the last is degraded', async () => {
    const inner = createTwoStageRetriever({ name: 'inner', firstStage, secondStage: scoring({ b: 1 }) });
    const secondStage = raw(() => Promise.reject(new Error('model gone')));
    const { degraded, warnings } = await createTwoStageRetriever({ firstStage: inner, secondStage }).retrieve('q');
    expect(warnings).toEqual(['table scored 1 of 3 candidates', 'model gone']);
    expect(degraded).toMatchObject({ component: 'raw', reason: 'failure' });
  });

  test('are seen with a trace of the caller too, and reach it', async () => {
    const events: StageEvent[] = [];
    const trace = createTrace({ component: 'caller', record: (event) => events.push(event) });
    const retriever = createTwoStageRetriever({ firstStage, secondStage: scoring({ b: 1 }) });
    const { degraded, traceId } = await retriever.retrieve('q', { trace });
    expect(traceId).toBe(trace.traceId);
    expect(degraded?.reason).toBe('partial');
    expect(events.map(({ component, degraded: said }) => [component, said?.reason])).toEqual([
      ['alphabet', undefined],
      ['table', 'partial'],
    ]);
  });
});

test('a second stage that holds the thread past its limit is used, and reported', async () => {
  const blocking = raw(async (candidates) => {
    const until = performance.now() + 60;
    while (performance.now() < until);
    return candidates;
  });
  const { results, degraded } = await createTwoStageRetriever({
    firstStage,
    secondStage: blocking,
    timeoutMs: 20,
  }).retrieve('q');
  expect(ids(results)).toBe('abc');
  expect(degraded).toMatchObject({
    reason: 'timeout',
    scored: 3,
    of: 3,
    message: expect.stringMatching(/where 20 ms were allowed/),
  });
});

test('a first stage that gives no ranking is named', async () => {
  const broken = { name: 'broken', search: async () => 'nothing' as never };
  const searching = createTwoStageRetriever({ firstStage: broken }).search('q');
  await expect(searching).rejects.toMatchObject({
    code: 'TSR_RETRIEVER_CONTRACT',
    message: expect.stringMatching(/broken returned no ranking: it is not an array/),
  });
});

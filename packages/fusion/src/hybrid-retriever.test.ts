import {
  createTrace,
  createTwoStageRetriever,
  type Document,
  defineRetriever,
  type Retriever,
  type SearchOptions,
  type StageEvent,
  TsrError,
} from '@tsr/core';
import { createExactSearch, createHashEmbedder, createNaiveBm25 } from '@tsr/core/testing';
import { describe, expect, test } from 'vitest';
import { createHybridRetriever } from './hybrid-retriever.ts';
import { reciprocalRankFusion } from './methods/reciprocal-rank-fusion.ts';
import { rankingFrom, scoresOf } from './rankings.fixture.ts';

const documents: readonly Document[] = [
  { id: 'setup', content: 'Configure OAuth2: register a client.', metadata: { lang: 'en' } },
  { id: 'refresh', content: 'A refresh token gets a new access token.', metadata: { lang: 'en' } },
  { id: 'errors', content: 'OAuth2 errors and what they mean.', metadata: { lang: 'de' } },
];

function fixed(scores: Readonly<Record<string, number>>, fusionWeight?: number): Retriever {
  const search = () => rankingFrom(scores);
  return defineRetriever({ name: 'fixed', search, fusionWeight });
}

function failing(message = 'connection refused'): Retriever {
  return { name: 'failing', search: () => Promise.reject(new Error(message)) };
}

async function naiveLegs() {
  const dense = await createExactSearch({ embedder: createHashEmbedder(), documents });
  return { dense, bm25: createNaiveBm25({ documents }) };
}

async function eventsOf(retriever: Retriever, options: SearchOptions = {}): Promise<readonly StageEvent[]> {
  const events: StageEvent[] = [];
  const trace = createTrace({ component: 'test', record: (event) => events.push(event) });
  await retriever.search('token', { ...options, trace });
  return events;
}

describe('evidence', () => {
  test('has the rank and score of each leg and its contribution', async () => {
    const hybrid = createHybridRetriever({ retrievers: { dense: fixed({ a: 0.9, b: 0.5 }), bm25: fixed({ b: 8 }) } });
    expect(await hybrid.search('token')).toEqual([
      {
        document: { id: 'a', content: 'a' },
        score: 0.5,
        evidence: [
          { stage: 'retrieve', component: 'dense', rank: 1, score: 0.9 },
          { stage: 'fuse', component: 'dense', score: 1, contribution: 0.5, details: { weight: 0.5 } },
        ],
      },
      {
        document: { id: 'b', content: 'b' },
        score: 0.5,
        evidence: [
          { stage: 'retrieve', component: 'bm25', rank: 1, score: 8 },
          { stage: 'retrieve', component: 'dense', rank: 2, score: 0.5 },
          { stage: 'fuse', component: 'bm25', score: 1, contribution: 0.5, details: { weight: 0.5 } },
          { stage: 'fuse', component: 'dense', score: 0, contribution: 0, details: { weight: 0.5 } },
        ],
      },
    ]);
  });
});

describe('weights', () => {
  const dense = fixed({ a: 1, z: 0 }, 0.5);
  const bm25 = fixed({ b: 1, z: 0 });

  test('are what the retrievers ask for, and equal shares of the rest', async () => {
    const title = fixed({ c: 1, z: 0 });
    const scores = scoresOf(await createHybridRetriever({ retrievers: { dense, bm25, title } }).search('token'));
    expect(scores).toEqual({ a: 0.5, b: 0.25, c: 0.25, z: 0 });
  });

  test('of the user win', async () => {
    const hybrid = createHybridRetriever({ retrievers: { dense, bm25 }, weights: { dense: 3, bm25: 1 } });
    expect(scoresOf(await hybrid.search('token'))).toEqual({ a: 0.75, b: 0.25, z: 0 });
  });

  test('of 0 leave a leg out', async () => {
    const hybrid = createHybridRetriever({ retrievers: { dense: failing(), bm25 }, weights: { dense: 0 } });
    expect(scoresOf(await hybrid.search('token'))).toEqual({ b: 1, z: 0 });
  });

  test('of another fusion are 1, whatever the retrievers ask for', async () => {
    const fusion = reciprocalRankFusion({ k: 1 });
    const title = fixed({ c: 1 });
    const options = { retrievers: { dense, bm25, title }, fusion };
    const plain = scoresOf(await createHybridRetriever(options).search('token'));
    expect(plain).toEqual({ z: 2 / 3, a: 1 / 2, b: 1 / 2, c: 1 / 2 });
    const weighted = scoresOf(await createHybridRetriever({ ...options, weights: { title: 2 } }).search('token'));
    expect(weighted).toEqual({ ...plain, c: 2 / 2 });
  });

  test.each([
    [{ sparse: 1 }, 'weights names "sparse", an unknown leg; the legs are dense, bm25'],
    [{ dense: -1 }, 'weight of leg "dense" is -1'],
    [{ dense: 1 }, 'the weights of dense leave nothing of 1 for bm25'],
    [{ dense: 0, bm25: 0 }, 'every leg has weight 0'],
    [null as never, 'weights is null'],
  ])('%j are refused', (weights, message) => {
    expect(() => createHybridRetriever({ retrievers: { dense, bm25 }, weights })).toThrow(message);
  });
});

describe('options', () => {
  test.each([
    [{ retrievers: {} }, 'hybrid: retrievers is {}'],
    [{ retrievers: { bm25: 'wink' } }, 'leg "bm25" is "wink"; pass a Retriever'],
    [{ fusion: 'rrf' }, 'fusion is "rrf"'],
    [{ legDepth: 0 }, 'legDepth is 0; pass a positive integer'],
    [{ onLegFailure: 'ignore' }, `onLegFailure is "ignore"; pass 'continue' or 'throw'`],
  ])('%j is refused', (wrong, message) => {
    const options = { retrievers: { bm25: fixed({}) }, ...wrong };
    expect(() => createHybridRetriever(options as never)).toThrow(message);
  });

  test('ask each leg for legDepth documents, or topK where that is more, under the same filter', async () => {
    const asked: SearchOptions[] = [];
    const search: Retriever['search'] = async (_, options = {}) => {
      asked.push(options);
      return [];
    };
    const hybrid = createHybridRetriever({ retrievers: { a: { name: 'a', search }, b: { name: 'b', search } } });
    const filter = { lang: 'en' };
    await hybrid.search('token', { filter });
    await hybrid.search('token', { topK: 500 });
    expect(asked.map(({ topK }) => topK)).toEqual([200, 200, 500, 500]);
    expect(asked.slice(0, 2).every((options) => options.filter === filter)).toBe(true);
  });

  test('take another fusion', async () => {
    const retrievers = { a: fixed({ x: 5, y: 4 }), b: fixed({ y: 1 }) };
    const hybrid = createHybridRetriever({ retrievers, fusion: reciprocalRankFusion() });
    expect(scoresOf(await hybrid.search('token'))).toEqual({ y: 1 / 62 + 1 / 61, x: 1 / 61 });
  });

  test('with a fusion that returns an invalid ranking reject the search', async () => {
    const ranking = rankingFrom({ a: 2, b: 1 }).toReversed();
    const hybrid = createHybridRetriever({ retrievers: { a: fixed({ a: 1 }) }, fusion: () => ranking });
    await expect(hybrid.search('token')).rejects.toMatchObject({ code: 'TSR_RETRIEVER_CONTRACT' });
  });
});

describe('a leg that fails', () => {
  test('counts as empty, and its event says why', async () => {
    const hybrid = createHybridRetriever({ retrievers: { dense: failing(), bm25: fixed({ a: 1 }) } });
    expect(scoresOf(await hybrid.search('token'))).toEqual({ a: 0.5 });
    const [event] = (await eventsOf(hybrid)).filter(({ component }) => component === 'dense');
    const message = 'hybrid: leg dense failed and counts as empty: connection refused';
    expect(event?.degraded).toEqual({
      stage: 'retrieve',
      component: 'dense',
      reason: 'failure',
      message,
    });
    const { degraded, warnings } = await createTwoStageRetriever({ firstStage: hybrid }).retrieve('token');
    expect(degraded).toEqual(event?.degraded);
    expect(warnings).toEqual([message]);
  });

  test('by returning an invalid ranking is one too', async () => {
    const search = async () => rankingFrom({ a: 2, b: 1 }).toReversed();
    const hybrid = createHybridRetriever({ retrievers: { odd: { name: 'odd', search }, bm25: fixed({ a: 1 }) } });
    const degraded = (await eventsOf(hybrid)).flatMap((event) => event.degraded ?? []);
    expect(degraded).toMatchObject([{ component: 'odd', reason: 'contract' }]);
  });

  test('by throwing before it returns a promise is one too', async () => {
    const search = (): never => {
      throw new Error('not open');
    };
    const hybrid = createHybridRetriever({ retrievers: { odd: { name: 'odd', search }, bm25: fixed({ a: 1 }) } });
    expect(scoresOf(await hybrid.search('token'))).toEqual({ a: 0.5 });
  });

  test('rejects the search where the policy says so', async () => {
    const retrievers = { dense: failing(), bm25: fixed({ a: 1 }) };
    const hybrid = createHybridRetriever({ retrievers, onLegFailure: 'throw' });
    await expect(hybrid.search('token')).rejects.toThrow('connection refused');
  });

  test('with all the others rejects the search with every reason', async () => {
    const hybrid = createHybridRetriever({ retrievers: { dense: failing('no model'), bm25: failing('no index') } });
    const error = await hybrid.search('token').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TsrError);
    expect(error).toMatchObject({ code: 'TSR_ENGINE_FAILURE', message: expect.stringContaining('no model; no index') });
    const { cause } = error as { cause: AggregateError };
    expect(cause.errors.map(String)).toEqual(['Error: no model', 'Error: no index']);
  });

  test("for a caller's mistake rejects the search", async () => {
    const hybrid = createHybridRetriever({ retrievers: await naiveLegs() });
    const query = { text: 'token', vector: new Float32Array(3) };
    await expect(hybrid.search(query)).rejects.toMatchObject({ code: 'TSR_INVALID_ARGUMENT' });
  });
});

test("the caller's abort reaches the legs and rejects with its reason", async () => {
  const signals: (AbortSignal | undefined)[] = [];
  const search: Retriever['search'] = (_, { signal } = {}) => {
    signals.push(signal ?? undefined);
    return new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new Error('stopped'))));
  };
  const hybrid = createHybridRetriever({ retrievers: { a: { name: 'a', search }, b: { name: 'b', search } } });
  const controller = new AbortController();
  const found = hybrid.search('token', { signal: controller.signal });
  const reason = new Error('enough');
  controller.abort(reason);
  await expect(found).rejects.toBe(reason);
  expect(signals.map((signal) => signal?.aborted)).toEqual([true, true]);
});

test('a trace gets one event per leg and one of the fusion', async () => {
  const hybrid = createHybridRetriever({ retrievers: await naiveLegs() });
  const events = await eventsOf(hybrid, { topK: 2 });
  expect(events.map(({ stage, component }) => `${stage} ${component}`).sort()).toEqual([
    'fuse hybrid',
    'retrieve bm25',
    'retrieve dense',
  ]);
  const fuse = events.find(({ stage }) => stage === 'fuse');
  expect(fuse?.output).toHaveLength(2);
  expect(fuse?.notes).toEqual({
    weights: { dense: 0.5, bm25: 0.5 },
    legDepth: 200,
    fusion: { method: 'convexCombination' },
  });
});

describe('backfill', () => {
  test('gives a leg its own score of what only others found, without a rank', async () => {
    const { dense, bm25 } = await naiveLegs();
    const search: Retriever['search'] = async (query, options) => (await dense.search(query, options)).slice(0, 1);
    const shallow = { ...dense, search };
    const query = 'OAuth2 token';
    const hybrid = createHybridRetriever({ retrievers: { dense: shallow, bm25 }, backfill: true });
    expect(scoresOf(await hybrid.search(query))).toEqual(
      scoresOf(await createHybridRetriever({ retrievers: { dense, bm25 } }).search(query)),
    );
    const entries = (await hybrid.search(query)).flatMap(({ evidence = [] }) => evidence);
    const ofDense = entries.filter(({ stage, component }) => stage === 'retrieve' && component === 'dense');
    expect(ofDense.filter(({ rank }) => rank !== undefined)).toHaveLength(1);
    expect(ofDense).toHaveLength(documents.length);
  });

  test('leaves alone what a leg could not have found', async () => {
    const { dense, bm25 } = await naiveLegs();
    const hybrid = createHybridRetriever({ retrievers: { dense, bm25 }, backfill: true });
    const refresh = (await hybrid.search('refresh')).find(({ document }) => document.id === 'setup');
    expect(refresh?.evidence?.map(({ component }) => component)).toEqual(['dense', 'dense']);
  });

  test('that fails leaves the leg as it was, and says so', async () => {
    const { dense, bm25 } = await naiveLegs();
    const broken = { ...bm25, scoreByIds: () => Promise.reject(new Error('closed')) };
    const retrievers = { dense, bm25: broken };
    const plain = createHybridRetriever({ retrievers });
    const hybrid = createHybridRetriever({ retrievers, backfill: true });
    expect(await hybrid.search('token')).toEqual(await plain.search('token'));
    const degraded = (await eventsOf(hybrid)).flatMap((event) => event.degraded ?? []);
    const message = 'hybrid: leg bm25 could not be backfilled and keeps what it found: closed';
    expect(degraded).toEqual([{ stage: 'retrieve', component: 'bm25', reason: 'failure', message }]);
    const search = () => Promise.resolve([]);
    const empty = createHybridRetriever({ retrievers: { dense, bm25: { ...broken, search } }, backfill: true });
    expect((await eventsOf(empty)).flatMap((event) => event.degraded ?? [])).toEqual(degraded);
    const strict = createHybridRetriever({ retrievers, backfill: true, onLegFailure: 'throw' });
    await expect(strict.search('token')).rejects.toThrow('closed');
  });
});

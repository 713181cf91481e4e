import { describe, expect, test } from 'vitest';
import type { Query, RerankOptions, SearchOptions } from './contracts.ts';
import { alphabet, ids, lettered, raw, scoring } from './two-stage.fixture.ts';
import { createTwoStageRetriever } from './two-stage.ts';

describe('retrieve', () => {
  test('finds with the first stage and orders with the second', async () => {
    const retriever = createTwoStageRetriever({
      firstStage: alphabet(4),
      secondStage: scoring({ a: 0.1, b: 0.9, c: 0.5, d: 0.7 }),
      finalK: 3,
    });
    const { results, degraded, warnings, timings, traceId } = await retriever.retrieve('q');
    expect(ids(results)).toBe('bdc');
    expect(results[0]).toEqual({
      id: 'b',
      content: 'b',
      title: 'B',
      metadata: { n: 1 },
      firstStageScore: 3,
      firstStageRank: 2,
      secondStageScore: 0.9,
      rank: 1,
      evidence: [
        { stage: 'retrieve', component: 'alphabet', rank: 2, score: 3 },
        { stage: 'rerank', component: 'table', score: 0.9 },
      ],
    });
    expect(degraded).toBeUndefined();
    expect(warnings).toEqual([]);
    expect(timings.totalMs).toBeGreaterThanOrEqual(timings.firstStageMs + (timings.secondStageMs ?? 0) - 1e-6);
    expect(traceId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('hands on the first stage where there is no second', async () => {
    const { results, timings } = await createTwoStageRetriever({ firstStage: alphabet(3) }).retrieve('q');
    expect(ids(results)).toBe('abc');
    expect(results.map((result) => 'secondStageScore' in result)).toEqual([false, false, false]);
    expect('secondStageMs' in timings).toBe(false);
  });

  test('gives documents without title, metadata and source empty metadata and neither of the others', async () => {
    const firstStage = { name: 'one', search: async () => [{ document: { id: 'x', content: '' }, score: 1 }] };
    const { results } = await createTwoStageRetriever({ firstStage }).retrieve('q');
    expect(results[0]).toMatchObject({ metadata: {} });
    expect(Object.keys(results[0] ?? {})).not.toContain('title');
  });

  test('asks the first stage for 100 candidates and returns 10', async () => {
    const asked: (SearchOptions | undefined)[] = [];
    const firstStage = {
      name: 'spy',
      search: (query: Query, options?: SearchOptions) => {
        asked.push(options);
        return alphabet(26).search(query, options);
      },
    };
    const filter = { n: { $gt: 3 } };
    const { results } = await createTwoStageRetriever({ firstStage }).retrieve('q', { filter });
    expect(asked[0]).toMatchObject({ topK: 100, filter });
    expect(ids(results)).toBe('efghijklmn');
  });

  test('does not ask the second stage about nothing, or about a blank query', async () => {
    const secondStage = raw(() => Promise.reject(new Error('was asked')));
    const options = { secondStage, onSecondStageFailure: 'throw' } as const;
    const empty = createTwoStageRetriever({ ...options, firstStage: alphabet(0) });
    expect((await empty.retrieve('q')).results).toEqual([]);
    const firstStage = { name: 'all', search: async () => lettered(2).map((document) => ({ document, score: 1 })) };
    expect(ids((await createTwoStageRetriever({ ...options, firstStage }).retrieve(' ')).results)).toBe('ab');
  });

  test('puts what the second stage left unscored after the rest, in first-stage order', async () => {
    const retriever = createTwoStageRetriever({ firstStage: alphabet(5), secondStage: scoring({ e: -9, c: 1 }) });
    const { results, degraded, warnings } = await retriever.retrieve('q');
    expect(ids(results)).toBe('ceabd');
    expect(results.map(({ secondStageScore }) => secondStageScore)).toEqual([1, -9, undefined, undefined, undefined]);
    expect(degraded).toEqual({
      stage: 'rerank',
      component: 'table',
      reason: 'partial',
      message: 'table scored 2 of 5 candidates',
      scored: 2,
      of: 5,
    });
    expect(warnings).toEqual(['table scored 2 of 5 candidates']);
    const tiers = (await retriever.search('q')).map(({ tier }) => tier);
    expect(tiers).toEqual([0, 0, 1, 1, 1]);
  });

  test("takes the candidates' own documents, whatever the second stage returns for them", async () => {
    const forged = raw(async (candidates) =>
      candidates.map((item) => ({ ...item, document: { ...item.document, content: 'forged' } })),
    );
    const { results } = await createTwoStageRetriever({ firstStage: alphabet(2), secondStage: forged }).retrieve('q');
    expect(results.map(({ content }) => content)).toEqual(['a', 'b']);
  });

  test('sorts what the second stage returns unsorted', async () => {
    const unsorted = raw(async (candidates) => candidates.map((item, index) => ({ ...item, score: index })));
    const { results } = await createTwoStageRetriever({ firstStage: alphabet(3), secondStage: unsorted }).retrieve('q');
    expect(ids(results)).toBe('cba');
  });
});

describe('the options of a call', () => {
  const retriever = createTwoStageRetriever({ firstStage: alphabet(9), secondStage: scoring({ b: 2, c: 1, a: 0 }) });

  test('leave out the best for paging, and ranks count them', async () => {
    const { results } = await retriever.retrieve('q', { offset: 2, finalK: 3 });
    expect(results.map(({ id, rank }) => [id, rank])).toEqual([
      ['a', 3],
      ['d', 4],
      ['e', 5],
    ]);
    expect((await retriever.retrieve('q', { offset: 50 })).results).toEqual([]);
  });

  test('set firstStageK and finalK', async () => {
    const { results } = await retriever.retrieve('q', { firstStageK: 2, finalK: 2 });
    expect(ids(results)).toBe('ba');
  });

  test('leave the second stage out', async () => {
    const { results, degraded } = await retriever.retrieve('q', { secondStage: false });
    expect(ids(results)).toBe('abcdefghi');
    expect(degraded).toBeUndefined();
  });

  test('filter', async () => {
    expect(ids((await retriever.retrieve('q', { filter: { n: { $in: [0, 1, 8] } } })).results)).toBe('bai');
  });

  test('give the second stage a deadline a little before the limit', async () => {
    const seen: RerankOptions[] = [];
    const secondStage = raw(async (candidates, options) => {
      seen.push(options);
      return candidates;
    });
    const timed = createTwoStageRetriever({ firstStage: alphabet(2), secondStage, timeoutMs: 60_000 });
    const before = Date.now();
    await timed.retrieve('q', { timeoutMs: 10_000 });
    expect(seen[0]?.deadline).toBeGreaterThanOrEqual(before + 9_975);
    expect(seen[0]?.deadline).toBeLessThanOrEqual(Date.now() + 9_975);
  });
});

describe('search', () => {
  test('is retrieve as a ranking, with topK for finalK', async () => {
    const retriever = createTwoStageRetriever({
      name: 'mine',
      firstStage: alphabet(5),
      secondStage: scoring({ a: 1, b: 2, c: 3, d: 4, e: 5 }),
    });
    expect(retriever.name).toBe('mine');
    const ranking = await retriever.search('q', { topK: 2 });
    expect(ranking.map(({ document, score, tier }) => [document.id, score, tier])).toEqual([
      ['e', 5, 0],
      ['d', 4, 0],
    ]);
  });

  test('widens the first stage for a topK above firstStageK, which retrieve refuses', async () => {
    const retriever = createTwoStageRetriever({ firstStage: alphabet(5), firstStageK: 2, finalK: 2 });
    expect(await retriever.search('q', { topK: 4 })).toHaveLength(4);
    await expect(retriever.retrieve('q', { finalK: 4 })).rejects.toThrow(
      'finalK is 4, firstStageK is 2; raise firstStageK',
    );
  });

  test('orders across the tiers of the first stage, and within those that a second stage made of others gives', async () => {
    const inner = createTwoStageRetriever({
      name: 'inner',
      firstStage: alphabet(4),
      secondStage: scoring({ a: 1, b: 2 }),
    });
    const ranks = raw(async (candidates) => candidates.map(({ document }, score) => ({ document, score })));
    const across = await createTwoStageRetriever({ firstStage: inner, secondStage: ranks }).search('q');
    expect(across.map(({ document, score, tier }) => [document.id, score, tier])).toEqual([
      ['d', 3, 0],
      ['c', 2, 0],
      ['a', 1, 0],
      ['b', 0, 0],
    ]);
    const tiers = [0, 2, 2];
    const tiered = raw(async (candidates) =>
      candidates.slice(0, 3).map(({ document }, score) => ({ document, score, tier: tiers[score] as number })),
    );
    const within = await createTwoStageRetriever({ firstStage: inner, secondStage: tiered }).search('q');
    expect(within.map(({ document, score, tier }) => [document.id, score, tier])).toEqual([
      ['b', 0, 0],
      ['c', 2, 2],
      ['a', 1, 2],
      ['d', 1, 4],
    ]);
  });

  test('asks no second stage about a query without text', async () => {
    const retriever = createTwoStageRetriever({ firstStage: alphabet(3), secondStage: scoring({ c: 1 }) });
    const { results } = await retriever.retrieve({ text: ' ', vector: new Float32Array(2) });
    expect(results.map(({ id, secondStageScore }) => [id, secondStageScore])).toEqual([
      ['a', undefined],
      ['b', undefined],
      ['c', undefined],
    ]);
  });
});

describe('minScore', () => {
  const firstStage = alphabet(4);
  const scores = scoring({ a: 0.2, b: 0.9, c: 0.5 });

  test('is not applied to a query that the second stage could not read', async () => {
    const retriever = createTwoStageRetriever({ firstStage, secondStage: scores, minScore: 5 });
    const { results, warnings } = await retriever.retrieve({ text: '', vector: new Float32Array(2) });
    expect(results).toHaveLength(4);
    expect(warnings).toEqual(['minScore 5 was not applied: the last stage scored nothing']);
  });

  test('of the retriever is left out with the second stage; that of the call applies', async () => {
    const retriever = createTwoStageRetriever({ firstStage, secondStage: scores, minScore: 0.5 });
    expect((await retriever.retrieve('q', { secondStage: false })).results).toHaveLength(4);
    expect((await retriever.retrieve('q', { secondStage: false, minScore: 3 })).results).toHaveLength(2);
  });

  test('drops what the second stage scored lower, and what it did not score', async () => {
    const retriever = createTwoStageRetriever({ firstStage, secondStage: scores, minScore: 0.5 });
    const { results, warnings } = await retriever.retrieve('q');
    expect(ids(results)).toBe('bc');
    expect(warnings).toEqual(['table scored 3 of 4 candidates', 'minScore 0.5 dropped 2 of 4']);
  });

  test('keeps what was not scored where told to', async () => {
    const retriever = createTwoStageRetriever({ firstStage, secondStage: scores, minScore: 0.5, keepUnscored: true });
    expect(ids((await retriever.retrieve('q')).results)).toBe('bcd');
  });

  test('may leave nothing', async () => {
    const retriever = createTwoStageRetriever({ firstStage, secondStage: scores });
    expect((await retriever.retrieve('q', { minScore: 5 })).results).toEqual([]);
  });

  test('cuts by the first stage where there is no second', async () => {
    const { results } = await createTwoStageRetriever({ firstStage, minScore: 3 }).retrieve('q');
    expect(ids(results)).toBe('ab');
  });

  test('is not applied where the second stage scored nothing, and says so', async () => {
    const secondStage = raw(() => Promise.reject(new Error('out of order')));
    const { results, warnings } = await createTwoStageRetriever({ firstStage, secondStage, minScore: 0.5 }).retrieve(
      'q',
    );
    expect(ids(results)).toBe('abcd');
    expect(warnings).toEqual(['out of order', 'minScore 0.5 was not applied: the last stage scored nothing']);
  });
});

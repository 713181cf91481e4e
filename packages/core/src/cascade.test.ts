import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { candidatesOf, naiveCascade, tableReranker, tiersOf } from './cascade.fixture.ts';
import { createCascade } from './cascade.ts';
import type { CascadeStage } from './cascade-stages.ts';
import type { StageEvent } from './contracts.ts';
import { defineReranker } from './define-reranker.ts';
import { compareScored, rankingFault } from './ranking.ts';
import { createTrace } from './trace.ts';

const cheap = tableReranker('cheap', { a: 0.1, b: 0.2, c: 0.3, d: 0.4 });
const exact = tableReranker('exact', { a: -1, b: 5, c: -7, d: -3 });
const byCheapThenExact = createCascade([{ reranker: cheap }, { reranker: exact, keep: 2 }]);

describe('createCascade', () => {
  test('asks each next stage about the best of the order so far, and keeps the order of the rest', async () => {
    const asked: string[] = [];
    const second = tableReranker('second', { c: 9, d: 8 }, asked);
    const third = tableReranker('third', { d: 1, c: 0 }, asked);
    const cascade = createCascade([{ reranker: cheap }, { reranker: second, keep: 3 }, { reranker: third, keep: 2 }]);
    const ranking = await cascade.rerank('q', candidatesOf('abcd'));
    expect(asked).toEqual(['dcb', 'cd']);
    expect(tiersOf(ranking)).toBe('d0 c0 b2 a2');
  });

  test('leaves the scores of each stage as they were, in tiers that do not compare', async () => {
    const ranking = await byCheapThenExact.rerank('q', candidatesOf('abcd'));
    expect(ranking.map(({ document, score, tier }) => [document.id, score, tier])).toEqual([
      ['d', -3, 0],
      ['c', -7, 0],
      ['b', 0.2, 1],
      ['a', 0.1, 1],
    ]);
    expect(rankingFault(ranking)).toBeUndefined();
  });

  test('has an entry of evidence for each stage that scored a candidate, the last with its score', async () => {
    const ranking = await byCheapThenExact.rerank('q', candidatesOf('abcd'));
    expect(ranking[0]?.evidence).toEqual([
      { stage: 'retrieve', component: 'first', rank: 4, score: 1 },
      { stage: 'rerank', component: 'cheap', score: 0.4 },
      { stage: 'rerank', component: 'exact', score: -3 },
    ]);
    expect(ranking[3]?.evidence?.map(({ component }) => component)).toEqual(['first', 'cheap']);
  });

  test('leaves out what no stage scored, and goes on with what one left out', async () => {
    const few = tableReranker('few', { c: 1 });
    const asked: string[] = [];
    const next = tableReranker('next', { a: 1 }, asked);
    const ranking = await createCascade([{ reranker: few }, { reranker: next, keep: 2 }]).rerank(
      'q',
      candidatesOf('abcd'),
    );
    expect(asked).toEqual(['ca']);
    expect(tiersOf(ranking)).toBe('a0 c1');
  });

  test('keeps the tiers of a cascade inside it', async () => {
    const outer = createCascade([
      { reranker: byCheapThenExact },
      { reranker: tableReranker('last', { c: 1 }), keep: 3 },
    ]);
    const ranking = await outer.rerank('q', candidatesOf('abcd'));
    expect(tiersOf(ranking)).toBe('c0 d1 b2 a2');
    expect(ranking[0]?.evidence?.map(({ component }) => component)).toEqual(['first', 'cheap', 'exact', 'last']);
  });

  test('takes a keep of more than there are for all', async () => {
    const cascade = createCascade([{ reranker: cheap }, { reranker: exact, keep: 1_000 }]);
    expect(tiersOf(await cascade.rerank('q', candidatesOf('abcd')))).toBe('b0 a0 d0 c0');
  });

  test('sends one candidate straight to the last stage, and notes it', async () => {
    const events: StageEvent[] = [];
    const trace = createTrace({ component: 'root', record: (event) => events.push(event) });
    const ranking = await byCheapThenExact.rerank('q', candidatesOf('b'), { trace });
    trace.record({ stage: 'rerank', component: 'cascade', startedAt: 1, durationMs: 1 });
    expect(ranking[0]?.evidence?.map(({ component }) => component)).toEqual(['first', 'exact']);
    expect(events.map(({ component }) => component)).toEqual(['exact', 'root']);
    expect(events.at(-1)?.notes).toEqual({ skipped: 'cheap (one-candidate)' });
  });

  test.each([
    ['no candidates', 'q', '', { skipped: 'no-candidates' }],
    ['a blank query', ' ', 'ab', { emptyQuery: 'blank' }],
  ])('asks nobody about %s, and notes it', async (_, query, letters, notes) => {
    const events: StageEvent[] = [];
    const trace = createTrace({ component: 'root', record: (event) => events.push(event) });
    expect(await byCheapThenExact.rerank(query, candidatesOf(letters), { trace })).toEqual([]);
    trace.record({ stage: 'rerank', component: 'cascade', startedAt: 1, durationMs: 1 });
    expect(events).toMatchObject([{ component: 'root', notes }]);
  });

  test('shows each stage in a span of its own, one below the other for one inside another', async () => {
    const events: StageEvent[] = [];
    const trace = createTrace({ component: 'root', record: (event) => events.push(event) });
    const outer = createCascade([
      { reranker: byCheapThenExact },
      { reranker: tableReranker('last', { c: 1 }), keep: 3 },
    ]);
    await outer.rerank('q', candidatesOf('abcd'), { trace });
    expect(events.map(({ component, spanId, parentId }) => [component, spanId, parentId])).toEqual([
      ['cheap', '3', '2'],
      ['exact', '4', '2'],
      ['cascade', '2', '1'],
      ['last', '5', '1'],
    ]);
    expect(events[1]?.input?.map(({ id }) => id)).toEqual(['d', 'c']);
    expect(events[3]).toMatchObject({ degraded: { reason: 'partial', scored: 1, of: 3 } });
  });

  test.each<[string, unknown, string]>([
    ['no stages', [], 'cascade: stages is []; pass an array of { reranker, keep? }, at least one'],
    ['one that is no array', cheap, 'cascade: stages is '],
    ['a stage without a reranker', [{}], 'cascade: reranker of stage 1 is undefined; pass a Reranker'],
    ['two of one name', [{ reranker: cheap }, { reranker: cheap }], 'cascade: two stages are named "cheap"'],
    ...[0, Number.NaN, 1.5, -1, null, '2'].map((keep): [string, unknown, string] => [
      `a keep of ${keep}`,
      [{ reranker: cheap }, { reranker: exact, keep }],
      'cascade: keep of stage 2 (exact) is ',
    ]),
  ])('refuses %s', (_, stages, message) => {
    const make = () => createCascade(stages as CascadeStage[]);
    expect(make).toThrow(expect.objectContaining({ code: 'TSR_INVALID_ARGUMENT' }));
    expect(make).toThrow(message);
  });

  test('is what sorting by the last stage that scored, then by its score, then by id, gives', async () => {
    const ids = [...'abcdefghij'];
    const table = fc.dictionary(fc.constantFrom(...ids), fc.oneof(fc.integer({ min: -2, max: 2 }), wildNumber()), {
      noNullPrototype: true,
    });
    const stage = fc.record({ table, keep: fc.integer({ min: 1, max: 12 }) });
    const candidates = fc.shuffledSubarray(ids).map((letters) => candidatesOf(letters.join('')));
    await fc.assert(
      fc.asyncProperty(fc.array(stage, { minLength: 1, maxLength: 4 }), candidates, async (stages, given) => {
        const cascade = createCascade(
          stages.map(({ table, keep }, index) => ({ reranker: tableReranker(`s${index}`, table), keep })),
        );
        const ranking = await cascade.rerank('q', given);
        const naive = stages.map(({ table, keep }) => ({ table: new Map(Object.entries(table)), keep }));
        expect(ranking.map(({ document }) => document.id)).toEqual(naiveCascade(naive, given));
        expect(ranking.toSorted(compareScored)).toEqual(ranking);
        for (const { score, evidence } of ranking) expect(evidence?.at(-1)?.score).toBe(score);
      }),
      { seed: 11, numRuns: 1_000 },
    );
  });
});

/** Extremes included: shifted or scaled, these would lose their order. */
function wildNumber(): fc.Arbitrary<number> {
  return fc.double({ noNaN: true, noDefaultInfinity: true });
}

test('tells each stage the deadline, and hands on query and signal', async () => {
  const seen: (number | undefined)[] = [];
  const spy = defineReranker({
    name: 'spy',
    scope: 'pair',
    rerank: ({ text }, candidates, { deadline, signal }) => {
      expect([text, signal instanceof AbortSignal]).toEqual(['q', true]);
      seen.push(deadline);
      return candidates.map((_, index) => ({ index, score: 0 }));
    },
  });
  const deadline = Date.now() + 10_000;
  const { signal } = new AbortController();
  await createCascade([{ reranker: spy }]).rerank('q', candidatesOf('ab'), { deadline, signal });
  expect(seen[0]).toBeLessThan(deadline);
  expect(seen[0]).toBeGreaterThan(deadline - 100);
  await createCascade([{ reranker: spy }]).rerank('q', candidatesOf('ab'), { deadline: 1e300, signal });
  expect(seen).toHaveLength(2);
});

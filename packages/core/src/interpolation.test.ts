import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { candidatesOf, tableReranker, tiersOf } from './cascade.fixture.ts';
import { createCascade } from './cascade.ts';
import type { Ranking, Reranker, ScoredDocument, StageEvent } from './contracts.ts';
import { createInterpolation, type InterpolationOptions } from './interpolation.ts';
import { createTrace } from './trace.ts';
import { raw } from './two-stage.fixture.ts';

const table = tableReranker('table', { a: -10, b: 30, c: 10 });
const scores = (ranking: Ranking) => ranking.map(({ document, score }) => [document.id, score]);

describe('createInterpolation', () => {
  test('adds the two scores, each scaled over its list, by weight', async () => {
    const ranking = await createInterpolation({ reranker: table, weight: 0.75 }).rerank('q', candidatesOf('abc'));
    expect(scores(ranking)).toEqual([
      ['b', 0.875],
      ['c', 0.375],
      ['a', 0.25],
    ]);
  });

  test('is the order before at weight 0, and the order of the reranker at weight 1', async () => {
    const ids = async (weight: number) =>
      tiersOf(await createInterpolation({ reranker: table, weight }).rerank('q', candidatesOf('abc')));
    expect(await ids(0)).toBe('a0 b0 c0');
    expect(await ids(1)).toBe('b0 c0 a0');
  });

  test('shows the raw score and the parts of the sum in the evidence', async () => {
    const [best] = await createInterpolation({ reranker: table, weight: 0.75 }).rerank('q', candidatesOf('abc'));
    expect(best?.evidence?.slice(1)).toEqual([
      { stage: 'rerank', component: 'table', score: 30 },
      {
        stage: 'rerank',
        component: 'interpolation',
        score: 0.875,
        details: { 'before.part': 0.125, 'reranker.part': 0.75, before: 0.5, reranker: 1 },
      },
    ]);
  });

  test('leaves out what the reranker leaves out, and scales the scores before over all candidates', async () => {
    const some = tableReranker('some', { b: 7 });
    const ranking = await createInterpolation({ reranker: some, weight: 0.5 }).rerank('q', candidatesOf('abc'));
    expect(scores(ranking)).toEqual([['b', 0.75]]);
  });

  test('keeps tiers apart: those of the candidates, and those of a cascade inside', async () => {
    const [a, b, c] = candidatesOf('abc') as [ScoredDocument, ScoredDocument, ScoredDocument];
    const tiered = [a, b, { ...c, score: 99, tier: 1 }];
    const flat = createInterpolation({ reranker: tableReranker('flat', { a: 0, b: 0, c: 0 }), weight: 0.5 });
    expect(scores(await flat.rerank('q', tiered))).toEqual([
      ['a', 1],
      ['b', 0.5],
      ['c', 0.5],
    ]);
    const cascade = createCascade([{ reranker: table }, { reranker: tableReranker('last', { a: -99 }) }]);
    const mixed = await createInterpolation({ reranker: cascade, weight: 0.5 }).rerank('q', candidatesOf('abc'));
    expect(tiersOf(mixed)).toBe('a0 b1 c1');
    expect(scores(mixed).map(([, score]) => score)).toEqual([1, 0.75, 0]);
  });

  test('takes candidates that are all of one later tier for the list that they are', async () => {
    const tiered = candidatesOf('abc').map((item) => ({ ...item, tier: 1 }));
    const ranking = await createInterpolation({ reranker: table, weight: 0 }).rerank('q', tiered);
    expect(scores(ranking)).toEqual([
      ['a', 1],
      ['b', 0.5],
      ['c', 0],
    ]);
  });

  test('opens a span for the reranker', async () => {
    const events: StageEvent[] = [];
    const trace = createTrace({ component: 'root', record: (event) => events.push(event) });
    await createInterpolation({ reranker: table, weight: 1 }).rerank('q', candidatesOf('abc'), { trace });
    expect(events).toMatchObject([{ stage: 'rerank', component: 'table', parentId: '1' }]);
  });

  test.each<[string, Partial<InterpolationOptions>, string]>([
    ...[-0.1, 1.1, Number.NaN, undefined].map((weight): [string, Partial<InterpolationOptions>, string] => [
      `weight ${weight}`,
      { reranker: table, weight: weight as number },
      `interpolation: weight is ${weight}; pass the share of table, from 0 to 1`,
    ]),
    ['no reranker', { weight: 1 }, 'interpolation: reranker is undefined; pass a Reranker'],
  ])('refuses %s', (_, options, message) => {
    const make = () => createInterpolation(options as InterpolationOptions);
    expect(make).toThrow(expect.objectContaining({ code: 'TSR_INVALID_ARGUMENT' }));
    expect(make).toThrow(message);
  });

  test.each<[string, Reranker]>([
    ['invents a candidate', raw(async () => [{ document: { id: 'z', content: '' }, score: 1 }])],
    ['gives NaN', raw(async ([first]) => [{ ...(first as ScoredDocument), score: Number.NaN }])],
  ])('rejects where its reranker %s', async (_, reranker) => {
    const work = createInterpolation({ reranker, weight: 0.5 }).rerank('q', candidatesOf('ab'));
    await expect(work).rejects.toMatchObject({ code: 'TSR_RERANKER_CONTRACT' });
  });

  test('is the formula, whatever the numbers; its parts add up to it and stay from 0 to 1', async () => {
    const number = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true, noDefaultInfinity: true }));
    const pairs = fc.array(fc.tuple(number, fc.option(number)), { minLength: 1, maxLength: 8 });
    const weights = fc.double({ min: 0, max: 1, noNaN: true });
    await fc.assert(
      fc.asyncProperty(pairs, weights, async (given, weight) => {
        const rows = given.map(([before, after], index) => ({ id: `${index}`, before, after }));
        const candidates = rows
          .map(({ id, before }): ScoredDocument => ({ document: { id, content: '' }, score: before }))
          .sort((x, y) => y.score - x.score || Number(x.document.id) - Number(y.document.id));
        const found = rows.filter(({ after }) => after !== null);
        const reranker = tableReranker('t', Object.fromEntries(found.map(({ id, after }) => [id, after as number])));
        const ranking = await createInterpolation({ reranker, weight }).rerank('q', candidates);
        expect(ranking).toHaveLength(found.length);
        for (const { document, score, evidence } of ranking) {
          const row = rows[Number(document.id)]!;
          const before = naiveShare(
            row.before,
            rows.map((other) => other.before),
          );
          const after = naiveShare(
            row.after as number,
            found.map((other) => other.after as number),
          );
          expect(score).toBeCloseTo(weight * after + (1 - weight) * before, 12);
          expect(score).toBeLessThanOrEqual(1 + 1e-12);
          const { 'before.part': one = NaN, 'reranker.part': two = NaN } = evidence?.at(-1)?.details ?? {};
          expect(one + two).toBe(score);
        }
      }),
      { seed: 12, numRuns: 1_000 },
    );
  });
});

function naiveShare(score: number, all: readonly number[]): number {
  const [min, max] = [Math.min(...all), Math.max(...all)];
  return min === max ? 1 : (score / 4 - min / 4) / (max / 4 - min / 4);
}

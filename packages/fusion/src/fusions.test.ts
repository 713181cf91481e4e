import { type Leg, rankingFault, rankingOf } from '@tsr/core';
import { assert, constantFrom, double, property, tuple, uniqueArray } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { convexCombination } from './convex-combination.ts';
import { legFrom, scoresOf } from './rankings.fixture.ts';
import { reciprocalRankFusion } from './reciprocal-rank-fusion.ts';

const fusions = { convexCombination: convexCombination(), reciprocalRankFusion: reciprocalRankFusion() };
const score = double({ noNaN: true, noDefaultInfinity: true });
const ids = ['a', 'b', 'c', 'd', 'e', 'f', '\u{10000}', '\uffff'];
const ranking = uniqueArray(tuple(constantFrom(...ids), score), { selector: ([id]) => id });
const leg = tuple(
  constantFrom('bm25', 'dense', 'title', 'Ü', '10', '9'),
  ranking,
  double({ min: 0, max: 4, noNaN: true }),
);
const legs = uniqueArray(leg, { selector: ([name]) => name, maxLength: 5 });
const settings = { seed: 20231, numRuns: 300 };

function legsOf(drawn: readonly (readonly [string, readonly [string, number][], number])[]): readonly Leg[] {
  return drawn.map(([name, scores, weight]) => legFrom(name, Object.fromEntries(scores), weight));
}

describe.each(Object.entries(fusions))('%s', (_, fusion) => {
  test('gives a ranking whose contributions add up to the score, to the last bit', () => {
    assert(
      property(legs, (drawn) => {
        const fused = fusion(legsOf(drawn));
        expect(rankingFault(fused)).toBeUndefined();
        for (const { score, evidence = [] } of fused) {
          expect(evidence.reduce((sum, { contribution = 0 }) => sum + contribution, 0)).toBe(score);
        }
      }),
      settings,
    );
  });

  test('is indifferent to the order of the legs, to the last bit', () => {
    assert(
      property(legs, (drawn) => {
        const order = legsOf(drawn);
        expect(fusion(order.toReversed())).toEqual(fusion(order));
        expect(fusion([...order.slice(1), ...order.slice(0, 1)])).toEqual(fusion(order));
      }),
      settings,
    );
  });

  test('has exactly the documents of the legs that are on, each with an entry per leg', () => {
    assert(
      property(legs, (drawn) => {
        const order = legsOf(drawn);
        const on = order.filter(({ weight = 1 }) => weight > 0);
        const fused = fusion(order);
        expect(new Set(fused.map(({ document }) => document.id))).toEqual(
          new Set(on.flatMap(({ ranking }) => ranking.map(({ document }) => document.id))),
        );
        for (const { document, evidence = [] } of fused) {
          const having = on.filter(({ ranking }) => ranking.some((item) => item.document.id === document.id));
          expect(evidence.map(({ component }) => component).sort()).toEqual(having.map(({ name }) => name).sort());
        }
      }),
      settings,
    );
  });

  test('refuses invalid legs, and says which', () => {
    expect(() => fusion([legFrom('a', {}), legFrom('a', {})])).toThrow('two legs are named "a"; rename one');
    expect(() => fusion([legFrom('a', { x: 1 }, -1)])).toThrow('weight of leg "a" is -1');
    expect(() => fusion([legFrom('a', { x: 1 }, Number.NaN)])).toThrow('weight of leg "a" is NaN');
    const unsorted = legFrom('a', { x: 2, y: 1 }).ranking.toReversed();
    expect(() => fusion([{ name: 'a', ranking: unsorted }])).toThrow(
      'leg "a" has an invalid ranking: rank 2 belongs before',
    );
    expect(() => fusion('legs' as never)).toThrow('legs is "legs"; pass an array');
    expect(() => fusion([undefined as never])).toThrow('leg 0 is undefined');
  });

  test('keeps what a leg that is a hybrid says of itself, but not as a share of the new score', () => {
    const inner = fusion([legFrom('bm25', { x: 3, y: 1 }), legFrom('dense', { y: 0.5 })]);
    const [first] = fusion([{ name: 'inner', ranking: inner }]);
    const { evidence = [], score } = first ?? {};
    expect(evidence.map(({ component }) => component).at(-1)).toBe('inner');
    expect(evidence.filter((entry) => 'contribution' in entry)).toEqual([evidence.at(-1)]);
    expect(evidence.at(-1)?.contribution).toBe(score);
  });
});

describe('convexCombination', () => {
  test('adds up normalised scores times their share of the weights', () => {
    const fused = fusions.convexCombination([
      legFrom('dense', { a: 0.9, b: 0.5, c: 0.1 }, 1),
      legFrom('bm25', { b: 12, d: 4 }, 3),
    ]);
    expect(scoresOf(fused)).toEqual({ b: 0.875, a: 0.25, c: 0, d: 0 });
    expect(fused[0]?.evidence).toEqual([
      { stage: 'fuse', component: 'bm25', score: 1, contribution: 0.75, details: { weight: 0.75 } },
      { stage: 'fuse', component: 'dense', score: 0.5, contribution: 0.125, details: { weight: 0.25 } },
    ]);
  });

  test('counts a document that a leg ranks without having scored it as 0 there', () => {
    const [a, b, c] = legFrom('two-stage', { a: 9, b: 5, c: 1 }).ranking;
    const ranking = rankingOf([a!, { ...b!, tier: 1 }, { ...c!, score: 7, tier: 2 }]);
    const fused = fusions.convexCombination([{ name: 'two-stage', ranking }]);
    expect(scoresOf(fused)).toEqual({ a: 1, b: 0, c: 0 });
    expect(fused.every(({ tier }) => tier === undefined)).toBe(true);
  });

  test('takes a leg whose last stage scored nothing for the ranking that it is', () => {
    const ranking = legFrom('two-stage', { a: 9, b: 5, c: 1 }).ranking.map((item) => ({ ...item, tier: 1 }));
    expect(scoresOf(fusions.convexCombination([{ name: 'two-stage', ranking }]))).toEqual({ a: 1, b: 0.5, c: 0 });
  });

  test('takes another normalisation, and refuses one that breaks its promise', () => {
    const leg = legFrom('bm25', { a: 4, b: 2 });
    const fused = convexCombination({ normalise: (scores) => scores.map((score) => score / 8) })([leg]);
    expect(scoresOf(fused)).toEqual({ a: 0.5, b: 0.25 });
    expect(() => convexCombination({ normalise: () => [1] })([leg])).toThrow('one finite number per score');
    expect(() => convexCombination({ normalise: (s) => s.map(() => Number.NaN) })([leg])).toThrow('leg "bm25"');
    expect(() => convexCombination({ normalise: 'minMax' as never })).toThrow('normalise is "minMax"');
  });
});

describe('reciprocalRankFusion', () => {
  test('adds up weight / (k + rank)', () => {
    const fused = reciprocalRankFusion({ k: 1 })([legFrom('a', { x: 5, y: 4 }), legFrom('b', { y: 0.1 }, 2)]);
    expect(scoresOf(fused)).toEqual({ y: 1 / 3 + 2 * (1 / 2), x: 1 / 2 });
  });

  test('refuses a k below 0', () => {
    expect(() => reciprocalRankFusion({ k: -1 })).toThrow('k is -1; pass a finite number of at least 0');
  });
});

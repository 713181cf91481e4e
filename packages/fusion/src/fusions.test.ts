import { type Fusion, type Leg, rankingFault, rankingOf } from '@tsr/core';
import { assert, constantFrom, double, integer, oneof, property, tuple, uniqueArray } from 'fast-check';

import { describe, expect, test } from 'vitest';
import { type FusionSettings, fusionNames, fusionOf } from './fusion-settings.ts';
import { combAnz } from './methods/comb-anz.ts';
import { combGmnz } from './methods/comb-gmnz.ts';
import { combMax } from './methods/comb-max.ts';
import { combMed } from './methods/comb-med.ts';
import { combMin } from './methods/comb-min.ts';
import { combMnz } from './methods/comb-mnz.ts';
import { combSum } from './methods/comb-sum.ts';
import { convexCombination } from './methods/convex-combination.ts';
import { logNInverseSquareRank } from './methods/inverse-square-rank.ts';
import { rankBiasedCentroids } from './methods/rank-biased-centroids.ts';
import { reciprocalRankFusion } from './methods/reciprocal-rank-fusion.ts';
import { weightedSum } from './methods/weighted-sum.ts';
import { noNormalisation } from './normalisations/linear.ts';
import { theoreticalMinMax } from './normalisations/theoretical-min-max.ts';
import { legFrom, scoresOf } from './rankings.fixture.ts';

const fusions = { convexCombination: convexCombination(), reciprocalRankFusion: reciprocalRankFusion() };
const settingsOfAll: readonly FusionSettings[] = [
  ...fusionNames.map((method) => ({ method })),
  ...(['none', 'minMax', 'max', 'sum', 'zScore', 'threeSigma', 'rank', 'l2'] as const).map((normalise) => ({
    method: 'combSum' as const,
    normalise,
  })),
  { method: 'combMnz', missing: 'minimum' },
  { method: 'reciprocalRankFusion', missing: 'minimum' },
];
const all = settingsOfAll.map((given) => [JSON.stringify(given), fusionOf(given), given] as const);
const score = oneof(double({ noNaN: true, min: -1e9, max: 1e9 }), integer({ min: -3, max: 3 }));
const ids = ['a', 'b', 'c', 'd', 'e', 'f', '\u{10000}', '\uffff'];
const ranking = uniqueArray(tuple(constantFrom(...ids), score), { selector: ([id]) => id });
const leg = tuple(
  constantFrom('bm25', 'dense', 'title', 'Ü', '10', '9'),
  ranking,
  double({ min: 0, max: 4, noNaN: true }),
);
const legs = uniqueArray(leg, { selector: ([name]) => name, maxLength: 5 });
const settings = { seed: 20231, numRuns: 100 };

function legsOf(drawn: readonly (readonly [string, readonly [string, number][], number])[]): readonly Leg[] {
  return drawn.map(([name, scores, weight]) => legFrom(name, Object.fromEntries(scores), weight));
}

describe.each(all)('%s', (_, fusion, { method, missing }) => {
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
          const names = evidence.map(({ component }) => component).sort();
          const due = having.map(({ name }) => name).sort();
          const givesToAll = missing === 'minimum' || method === 'bordaCount';
          if (givesToAll) expect(names).toEqual(expect.arrayContaining(due));
          else expect(names).toEqual(due);
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

describe('options of every fusion', () => {
  const legs = [legFrom('a', { x: 3, y: 2, z: 1 }), legFrom('b', { y: 5, w: 4 })];

  test('missing: minimum gives a document the lowest points of the leg that lacks it', () => {
    const fused = combSum({ normalise: noNormalisation, missing: 'minimum' })(legs);
    expect(scoresOf(fused)).toEqual({ y: 7, x: 3 + 4, w: 4 + 1, z: 1 + 4 });
    expect(fused.find(({ document }) => document.id === 'w')?.evidence).toMatchObject([
      { component: 'a', score: 1, contribution: 1 },
      { component: 'b', score: 4, contribution: 4 },
    ]);
  });

  test('missing: minimum says nothing for a leg that found nothing', () => {
    expect(scoresOf(combSum({ missing: 'minimum' })([legFrom('a', { x: 3 }), legFrom('b', {})]))).toEqual({ x: 1 });
  });

  test('minLegs keeps what that many legs found', () => {
    expect(Object.keys(scoresOf(combSum({ minLegs: 2 })(legs)))).toEqual(['y']);
    expect(combSum({ minLegs: 3 })(legs)).toEqual([]);
  });

  test('refuses what is none, and a sum that is not finite', () => {
    expect(() => combSum({ missing: 'low' as never })).toThrow(`missing is "low"; pass 'zero' or 'minimum'`);
    expect(() => combMnz({ minLegs: 0 })).toThrow('minLegs is 0');
    expect(() => combGmnz({ gamma: Number.NaN })).toThrow('gamma is NaN');
    expect(() => rankBiasedCentroids({ phi: 1 })).toThrow('phi is 1');
    expect(() => logNInverseSquareRank({ sigma: -1 })).toThrow('sigma is -1');
    const huge = [legFrom('a', { x: 1e308 }), legFrom('b', { x: 1e308 })];
    expect(() => weightedSum()(huge)).toThrow('the score of "x" adds up to Infinity; normalise the legs');
  });
});

describe('combined contributions', () => {
  const legs = [legFrom('a', { x: 1 }), legFrom('b', { x: 4 }), legFrom('c', { x: 6 }), legFrom('d', { x: 9 })];
  const contributions = (fusion: Fusion) => fusion(legs)[0]?.evidence?.map(({ contribution }) => contribution);

  test('are those of the legs that made the score', () => {
    const normalise = noNormalisation;
    expect(contributions(combMax({ normalise }))).toEqual([0, 0, 0, 9]);
    expect(contributions(combMin({ normalise }))).toEqual([1, 0, 0, 0]);
    expect(contributions(combMed({ normalise }))).toEqual([0, 2, 3, 0]);
    expect(contributions(combAnz({ normalise }))).toEqual([0.25, 1, 1.5, 2.25]);
    expect(contributions(combMnz({ normalise }))).toEqual([4, 16, 24, 36]);
  });

  test('take weights before legs are compared', () => {
    const weighted = legs.map((leg) => ({ ...leg, weight: leg.name === 'd' ? 0.1 : 1 }));
    expect(scoresOf(combMax({ normalise: noNormalisation })(weighted))).toEqual({ x: 6 });
  });
});

describe('theoreticalMinMax', () => {
  const fusion = convexCombination({ normalise: theoreticalMinMax({ bm25: 0, dense: -1 }) });

  test('keeps what the last document of a leg is worth', () => {
    const fused = fusion([legFrom('bm25', { a: 8, b: 4 }), legFrom('dense', { b: 1, c: 0 })]);
    expect(scoresOf(fused)).toEqual({ b: 0.75, a: 0.5, c: 0.25 });
  });

  test('refuses a leg without a minimum and a score below it, but for rounding', () => {
    expect(() => fusion([legFrom('title', { a: 8 })])).toThrow('leg "title" has no minimum; pass one: 0 for BM25');
    expect(() => fusion([legFrom('bm25', { a: -1 })])).toThrow(
      'leg "bm25" gave -1, its minimum is 0; pass a lower one',
    );
    expect(scoresOf(fusion([legFrom('dense', { a: 1, b: -1.0000001 })]))).toEqual({ a: 1, b: 0 });
    expect(() => theoreticalMinMax({ a: Number.NaN })).toThrow('minimum of leg "a" is NaN');
  });
});

describe('fusionOf', () => {
  test('refuses settings that are none, and says what there is', () => {
    const refusals: readonly (readonly [unknown, string])[] = [
      [{ method: 'combsum' }, 'method is "combsum"; pass one of convexCombination, weightedSum, combSum'],
      [undefined, 'method is undefined'],
      [{ method: 'toString' }, 'method is "toString"'],
      [{ method: 'combSum', k: 60 }, 'combSum has no "k"; it takes normalise, minimum, missing, minLegs'],
      [{ method: 'bordaCount', missing: 'minimum' }, 'bordaCount has no "missing"'],
      [{ method: 'combSum', normalise: 'minmax' }, 'normalise is "minmax"; pass one of none, minMax'],
      [{ method: 'combSum', minimum: { a: 0 } }, 'minimum goes with theoreticalMinMax'],
      [{ method: 'reciprocalRankFusion', k: -1 }, 'k is -1'],
    ];
    for (const [settings, message] of refusals) expect(() => fusionOf(settings as FusionSettings)).toThrow(message);
  });

  test('survives JSON', () => {
    const settings: FusionSettings = { method: 'convexCombination', normalise: 'theoreticalMinMax', minimum: { a: 0 } };
    const legs = [legFrom('a', { x: 3, y: 1 })];
    expect(fusionOf(JSON.parse(JSON.stringify(settings)))(legs)).toEqual(fusionOf(settings)(legs));
  });
});

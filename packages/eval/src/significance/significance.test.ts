import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { holm, queriesNeeded } from './corrections.ts';
import { effectSize } from './differences.ts';
import { studentTwoSided } from './student-t.ts';
import { bootstrapInterval, pairedTTest, randomisationTest } from './tests.ts';

interface Fixture {
  readonly cases: readonly {
    readonly differences: readonly number[];
    readonly t: number;
    readonly p: number;
    readonly exact?: number;
    readonly interval?: readonly [number, number];
  }[];
  readonly grid: readonly { readonly t: number; readonly df: number; readonly p: number }[];
}

// Made by scripts/significance-fixture.py.
const { cases, grid }: Fixture = JSON.parse(
  readFileSync(new URL('../../fixtures/significance.json', import.meta.url), 'utf8'),
);

describe('against scipy', () => {
  it.each(grid)('p of t $t with $df degrees of freedom', ({ t, df, p }) => {
    expect(Math.abs(studentTwoSided(t, df) - p)).toBeLessThanOrEqual(1e-10 * Math.max(p, 1e-3));
    expect(studentTwoSided(-t, df)).toBe(studentTwoSided(t, df));
  });

  it.each(cases)('tests and interval, case %#', ({ differences, t, p, exact, interval }) => {
    const test = pairedTTest(differences);
    expect(test.t).toBeCloseTo(t, 9);
    expect(test.p).toBeCloseTo(p, 9);
    if (exact !== undefined) expect(randomisationTest(differences)).toBeCloseTo(exact, 9);
    if (interval === undefined) return;
    const own = bootstrapInterval(differences);
    const width = interval[1] - interval[0];
    expect(Math.abs(own.low - interval[0])).toBeLessThan(0.05 * width);
    expect(Math.abs(own.high - interval[1])).toBeLessThan(0.05 * width);
  });
});

describe('randomisationTest', () => {
  it('is near the t-test on many queries, drawn or not, and the same for the same seed', () => {
    const many = cases.filter(({ differences }) => differences.length >= 100);
    for (const { differences, p } of many) {
      expect(Math.abs(randomisationTest(differences) - p)).toBeLessThan(0.02);
      expect(randomisationTest(differences, { seed: 5 })).toBe(randomisationTest(differences, { seed: 5 }));
    }
  });

  it('is never 0', () => {
    expect(
      randomisationTest(
        Array.from({ length: 50 }, () => 1),
        { rounds: 100 },
      ),
    ).toBeCloseTo(1 / 101, 12);
  });
});

describe('edges', () => {
  it('say nothing of nothing', () => {
    for (const differences of [[], [0.3], [0, 0, 0]]) expect(pairedTTest(differences).p).toBe(1);
    expect(randomisationTest([])).toBe(1);
    expect(randomisationTest([0, 0])).toBe(1);
    expect(bootstrapInterval([])).toEqual({ low: 0, high: 0 });
    expect(effectSize([0, 0])).toBe(0);
  });

  it('differences that are all equal are as sure as can be', () => {
    expect(pairedTTest([0.1, 0.1, 0.1])).toMatchObject({ t: Number.POSITIVE_INFINITY, p: 0 });
    expect(effectSize([-0.1, -0.1])).toBe(Number.NEGATIVE_INFINITY);
    expect(bootstrapInterval([0.25, 0.25])).toEqual({ low: 0.25, high: 0.25 });
  });

  it('refuse what is not finite, and options that are none', () => {
    expect(() => pairedTTest([0, Number.NaN])).toThrow('difference 1 is NaN; pass finite numbers');
    expect(() => randomisationTest([1], { rounds: 0 })).toThrow('rounds is 0');
    expect(() => bootstrapInterval([1], { level: 1 })).toThrow('level is 1');
    expect(() => holm([0.1, 2])).toThrow('a p-value is 2');
    expect(() => queriesNeeded({ deviation: 1, effect: 0 })).toThrow('effect is 0');
  });
});

describe('holm', () => {
  it('corrects by rank, never downwards, in the order given', () => {
    // statsmodels.stats.multitest.multipletests([.01, .04, .03, .005], method='holm')
    const corrected = holm([0.01, 0.04, 0.03, 0.005]);
    for (const [at, p] of [0.03, 0.06, 0.06, 0.02].entries()) expect(corrected[at]).toBeCloseTo(p, 12);
    expect(holm([0.9, 0.8])).toEqual([1, 1]);
  });
});

describe('queriesNeeded', () => {
  it('follows the formula, and the effect', () => {
    expect(queriesNeeded({ deviation: 0.3, effect: 0.1 })).toBe(71);
    expect(queriesNeeded({ deviation: 0.3, effect: -0.05 })).toBe(283);
    expect(queriesNeeded({ deviation: 0, effect: 1 })).toBe(2);
  });
});

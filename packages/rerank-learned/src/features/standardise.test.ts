import { array, assert, double, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstStageShares } from './first-stage-shares.ts';
import { standardise } from './standardise.ts';

describe('standardise', () => {
  test('counts in standard deviations from the mean', () => {
    expect(standardise([1, 3])).toEqual([-1, 1]);
    expect(standardise([2, 2, 8, 4])).toEqual([-2, -2, 4, 0].map((distance) => distance / Math.sqrt(6)));
  });

  test('makes equal values 0, though their mean be rounded', () => {
    expect(standardise([0.1, 0.1, 0.1])).toEqual([0, 0, 0]);
    expect(standardise([5])).toEqual([0]);
    expect(standardise([])).toEqual([]);
  });

  test('gives mean 0 and deviation 1, or all 0', () => {
    assert(
      property(array(double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 }), (values) => {
        const made = standardise(values);
        const squares = made.reduce((sum, value) => sum + value ** 2, 0) / made.length;
        expect(made.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 3);
        expect(made.every((value) => value === 0) || Math.abs(squares - 1) < 1e-6).toBe(true);
      }),
      { seed: 3 },
    );
  });
});

describe('firstStageShares', () => {
  const ranking = (...scores: number[]) => scores.map((score, i) => ({ document: { id: `${i}`, content: '' }, score }));

  test('lie between 1 for the best and 0 for the last', () => {
    expect(firstStageShares(ranking(5, 4, 1))).toEqual([1, 0.75, 0]);
    expect(firstStageShares(ranking(Number.MAX_VALUE, 0, -Number.MAX_VALUE))).toEqual([1, 0.5, 0]);
  });

  test('are 1 where all scores are equal, and 0 for what was not scored', () => {
    expect(firstStageShares(ranking(2, 2))).toEqual([1, 1]);
    const [a, b] = ranking(2, 9);
    expect(firstStageShares([a!, { ...b!, tier: 1 }])).toEqual([1, 0]);
    const [c, d] = ranking(3, 1).map((item) => ({ ...item, tier: 1 }));
    expect(firstStageShares([c!, d!, { ...b!, tier: 2 }])).toEqual([1, 0, 0]);
  });
});

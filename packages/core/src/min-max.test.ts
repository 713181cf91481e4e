import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minMax } from './min-max.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

test('maps the lowest to 0 and the highest to 1; what is all equal, and a single one, to 1', () => {
  expect(minMax([-3, 1, -1])).toEqual([0, 1, 0.5]);
  expect(minMax([30, 10, 20])).toEqual([1, 0, 0.5]);
  expect(minMax([7, 7])).toEqual([1, 1]);
  expect(minMax([-2])).toEqual([1]);
  expect(minMax([])).toEqual([]);
});

test('neither overflows nor underflows', () => {
  expect(minMax([Number.MAX_VALUE, 0, -Number.MAX_VALUE])).toEqual([1, 0.5, 0]);
  expect(minMax([Number.MIN_VALUE, 0])).toEqual([1, 0]);
});

test('stays from 0 to 1 and never turns an order round', () => {
  const check = (scores: readonly number[]): void => {
    const scaled = minMax(scores);
    expect(scaled.every((score) => score >= 0 && score <= 1)).toBe(true);
    for (const [i, score] of scores.entries()) {
      for (const [j, other] of scores.entries())
        if (score > other) expect(scaled[i]).toBeGreaterThanOrEqual(scaled[j]!);
    }
  };
  fc.assert(fc.property(fc.array(finite), check), { seed: 1, numRuns: 500 });
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { batchesOf } from './batches.ts';

const lengthLists = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 40 });

it('runs each by itself, in order, without a budget', () => {
  expect(batchesOf([5, 1, 9], 0)).toEqual([[0], [1], [2]]);
});

it('puts like lengths together', () => {
  expect(batchesOf([3, 10, 3, 9, 3], 20)).toEqual([
    [1, 3],
    [0, 2, 4],
  ]);
});

it('runs one that exceeds the budget alone', () => {
  expect(batchesOf([50, 2, 70], 20)).toEqual([[2], [0], [1]]);
});

it('takes every sequence once, and stays under the budget with padding counted', () => {
  fc.assert(
    fc.property(lengthLists, fc.integer({ min: 1, max: 200 }), (lengths, budget) => {
      const batches = batchesOf(lengths, budget);
      expect(batches.flat().sort((a, b) => a - b)).toEqual([...lengths.keys()]);
      for (const batch of batches.filter(({ length }) => length > 1))
        expect(batch.length * Math.max(...batch.map((position) => lengths[position]!))).toBeLessThanOrEqual(budget);
    }),
    { seed: 5 },
  );
});

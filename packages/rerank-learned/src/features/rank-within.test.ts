import { expect, test } from 'vitest';
import { rankWithin } from './rank-within.ts';

test('counts from 0 for the highest to 1 for the lowest, ties half, and passes over what is not known', () => {
  expect(rankWithin([3, 1, 2])).toEqual([0, 1, 0.5]);
  expect(rankWithin([5, 5, 1])).toEqual([0.25, 0.25, 1]);
  expect(rankWithin([Number.NaN, 2, 1])).toEqual([Number.NaN, 0, 1]);
  expect([rankWithin([7]), rankWithin([])]).toEqual([[0], []]);
});

import { expect, test } from 'vitest';
import { frequencyWeights, quantized, tokenCounts, unitRows, weighted } from './weighted-rows.ts';

test('frequency weights are a / (a + p), and rise with rarity', () => {
  const counts = tokenCounts([[0, 1, 0], [0]], 3);
  expect([...counts]).toEqual([3, 1, 0]);
  const weights = frequencyWeights(counts, 0.01);
  expect([...weights]).toEqual([4, 2, 1].map((count) => 0.01 / (0.01 + count / 7)));
});

test('rows are weighted one by one, and scaled to length 1', () => {
  expect([...weighted(Float32Array.from([1, 2, 3, 4]), Float64Array.from([2, 0.5]))]).toEqual([2, 4, 1.5, 2]);
  expect([...unitRows(Float64Array.from([3, 4, 0, 0]), 2)]).toEqual([0.6, 0.8, 0, 0]);
});

test('a quantised value is within half a step, and a row of zeros stays zero', () => {
  const rows = Float32Array.from([1, -2, 0.5, 0, 0, 0, 1e-9, 3e-9, -2e-9]);
  const { scales, matrix } = quantized(rows, 3);
  for (const [i, value] of rows.entries()) {
    const scale = scales[Math.floor(i / 3)]!;
    expect(Math.abs(scale * matrix[i]! - value)).toBeLessThanOrEqual(scale * 0.5001);
  }
  expect([...matrix.subarray(3, 6)]).toEqual([0, 0, 0]);
  expect(matrix[1]).toBe(-127);
});

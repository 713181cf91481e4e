import { expect, test } from 'vitest';
import { quantized, zipfWeights } from './weighted-rows.ts';

test('zipf weights rise with the rank, and are a / (a + p)', () => {
  const weights = zipfWeights(3, 0.01);
  const harmonic = 1 + 1 / 2 + 1 / 3;
  expect([...weights]).toEqual([1, 2, 3].map((rank) => 0.01 / (0.01 + 1 / (rank * harmonic))));
  expect(weights[0]).toBeLessThan(weights[2]!);
});

test('a quantised value is within half a step of the weighted value, and a row of zeros stays zero', () => {
  const rows = Float64Array.from([1, -2, 0.5, 0, 0, 0, 1e-9, 3e-9, -2e-9]);
  const weights = Float64Array.from([0.5, 1, 2]);
  const { scales, matrix } = quantized(rows, weights, 3);
  for (const [i, value] of rows.entries()) {
    const row = Math.floor(i / 3);
    const error = Math.abs(scales[row]! * matrix[i]! - weights[row]! * value);
    expect(error).toBeLessThanOrEqual(scales[row]! * 0.5001);
  }
  expect([...matrix.subarray(3, 6)]).toEqual([0, 0, 0]);
  expect(matrix[1]).toBe(-127);
});

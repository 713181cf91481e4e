import { describe, expect, it } from 'vitest';
import { principalComponents, projected } from './principal-components.ts';

const WIDTH = 4;
// Correlated columns of very different spread, far from zero.
const rows = Float64Array.from({ length: 400 * WIDTH }, (_, i) => {
  const row = Math.floor(i / WIDTH);
  const [a, b] = [Math.sin(row * 1.7), Math.cos(row * 5.3)];
  return [10 * a + 50, a + b - 7, 0.1 * b + 3, 3 * a - b + 0.01 * Math.sin(row * 11)][i % WIDTH]!;
});

const along = (dimensions: number, whitening: number): Float32Array =>
  projected(rows, principalComponents(rows, WIDTH, dimensions), whitening);

/** Covariance of the columns, and their means, in the plainest way. */
function moments(values: Float32Array, width: number): { mean: number[]; covariance: number[][] } {
  const count = values.length / width;
  const column = (c: number) => Array.from({ length: count }, (_, row) => values[row * width + c]!);
  const average = (numbers: number[]) => numbers.reduce((sum, value) => sum + value, 0) / count;
  const mean = Array.from({ length: width }, (_, c) => average(column(c)));
  const covariance = mean.map((p, c) =>
    mean.map((q, d) => average(column(c).map((value, row) => (value - p) * (column(d)[row]! - q)))),
  );
  return { mean, covariance };
}

describe('rows along their principal components', () => {
  it('have mean 0, variance 1 and no correlation at full whitening', () => {
    const { mean, covariance } = moments(along(3, 1), 3);
    for (const [c, line] of covariance.entries()) {
      expect(mean[c]).toBeCloseTo(0, 5);
      for (const [d, value] of line.entries()) expect(value).toBeCloseTo(c === d ? 1 : 0, 4);
    }
  });

  it('keep distances, largest variance first, without whitening', () => {
    const plain = along(WIDTH, 0);
    const distance = (values: Float32Array | Float64Array, a: number, b: number) =>
      Math.hypot(...[0, 1, 2, 3].map((c) => values[a * WIDTH + c]! - values[b * WIDTH + c]!));
    for (let row = 1; row < 50; row++) expect(distance(plain, 0, row)).toBeCloseTo(distance(rows, 0, row), 4);
    const variances = moments(plain, WIDTH).covariance.map((line, c) => line[c]!);
    expect(variances).toEqual(variances.toSorted((a, b) => b - a));
  });
});

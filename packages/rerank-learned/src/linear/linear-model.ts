import type { Contributions } from '../trees/contributions.ts';

/** Score of a row: the sum of `weights[c] * (value[c] - means[c])`. A missing value counts as the mean: it adds 0. */
export interface LinearModel {
  readonly weights: readonly number[];
  readonly means: readonly number[];
}

/** @param rows Row-major, one value a weight; NaN where one is missing. */
export function scoreLinear({ weights, means }: LinearModel, rows: Float32Array): Float64Array {
  const columns = weights.length;
  const scores = new Float64Array(rows.length / columns);
  for (let row = 0, at = 0; row < scores.length; row++) {
    let sum = 0;
    for (let column = 0; column < columns; column++, at++) sum += part(weights, means, column, rows[at]!);
    scores[row] = sum;
  }
  return scores;
}

/** What each column adds to the score of one row. The base is 0: that is what the mean row scores. */
export function linearContributions({ weights, means }: LinearModel, row: Float32Array): Contributions {
  return { base: 0, columns: Float64Array.from(row, (value, column) => part(weights, means, column, value)) };
}

function part(weights: readonly number[], means: readonly number[], column: number, value: number): number {
  return Number.isNaN(value) ? 0 : weights[column]! * (value - means[column]!);
}

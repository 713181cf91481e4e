import type { Turns } from '@tsr/core';
import type { RankingData } from '../trees/ranking-data.ts';

/** All rows, each column with mean 0 and deviation 1. A missing value is 0, and so is all of a constant column. */
export interface StandardColumns {
  readonly rows: Float64Array;
  readonly means: Float64Array;
  /** 0 for a constant column. */
  readonly deviations: Float64Array;
}

export async function standardColumns(data: RankingData, turns: Turns): Promise<StandardColumns> {
  const { columns, rows } = data;
  const standard = new Float64Array(rows.length);
  const means = new Float64Array(columns);
  const deviations = new Float64Array(columns);
  for (let column = 0; column < columns; column++) {
    const { mean, deviation } = spreadOf(rows, columns, column);
    means[column] = mean;
    deviations[column] = deviation;
    for (let at = column; at < rows.length && deviation > 0; at += columns) {
      if (!Number.isNaN(rows[at]!)) standard[at] = (rows[at]! - mean) / deviation;
    }
    if (turns.due()) await turns.give();
  }
  return { rows: standard, means, deviations };
}

function spreadOf(rows: Float32Array, columns: number, column: number): { mean: number; deviation: number } {
  let [count, sum, least, most] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = column; at < rows.length; at += columns) {
    const value = rows[at]!;
    if (Number.isNaN(value)) continue;
    count++;
    sum += value;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  // Equal values would have a deviation of rounding errors. Without any value, these are infinite.
  if (!(most > least)) return { mean: count > 0 ? least : 0, deviation: 0 };
  const mean = sum / count;
  let squares = 0;
  for (let at = column; at < rows.length; at += columns) {
    if (!Number.isNaN(rows[at]!)) squares += (rows[at]! - mean) ** 2;
  }
  return { mean, deviation: Math.sqrt(squares / count) };
}

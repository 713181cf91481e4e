import { seededRandom } from '@tsr/core';
import type { RankingData } from './ranking-data.ts';

const COLUMNS = 12;
const PER_QUERY = 40;
const LIMITS = [0.6, 1.1, 1.6];

/** Queries of 40 rows with labels 0 to 3 and some missing values; `scripts/lightgbm-reference.py` makes the same. */
export function syntheticRanking(seed: number, queries: number): RankingData {
  const random = seededRandom(seed);
  const count = queries * PER_QUERY;
  const rows = new Float32Array(count * COLUMNS);
  const labels = new Uint8Array(count);
  for (let row = 0; row < count; row++) {
    const values = Array.from({ length: COLUMNS }, () => (hundredth(random) + hundredth(random)) / 100 - 1);
    const noise = random() + random() - 1;
    labels[row] = LIMITS.filter((limit) => goodness(values) + noise > limit).length;
    for (const [column, value] of values.entries()) {
      rows[row * COLUMNS + column] = random() < 0.06 ? Number.NaN : value;
    }
  }
  return { columns: COLUMNS, rows, labels, groups: new Array<number>(queries).fill(PER_QUERY) };
}

function hundredth(random: () => number): number {
  return Math.floor(random() * 100);
}

function goodness(values: readonly number[]): number {
  const [a, b, c, d, e] = values as [number, number, number, number, number];
  return 2 * a * b + c * c - Math.abs(d) + 0.5 * e;
}

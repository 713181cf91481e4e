import { seededRandom } from '@tsr/core';

/** As `RankingData` of @tsr/rerank-learned. */
export interface RandomRanking {
  readonly columns: number;
  readonly rows: Float32Array;
  readonly labels: Uint8Array;
  readonly groups: readonly number[];
}

const COLUMNS = 60;
const PER_QUERY = 100;
const TELLING = 10;
const LIMITS = [1, 2, 3];

/** 100 candidates a query, 60 columns of which ten tell something, labels 0 to 3, one value in twenty missing. */
export function randomRanking(seed: number, count: number): RandomRanking {
  const random = seededRandom(seed);
  const queries = Math.max(1, Math.round(count / PER_QUERY));
  const rows = new Float32Array(queries * PER_QUERY * COLUMNS);
  const labels = Uint8Array.from({ length: queries * PER_QUERY }, (_, row) => {
    const values = Array.from({ length: COLUMNS }, () => random() + random() - 1);
    for (const [column, value] of values.entries()) {
      rows[row * COLUMNS + column] = random() < 0.05 ? Number.NaN : value;
    }
    const noise = (random() + random() + random() - 1.5) * 2;
    return LIMITS.filter((limit) => goodness(values) + noise > limit).length;
  });
  return { columns: COLUMNS, rows, labels, groups: new Array<number>(queries).fill(PER_QUERY) };
}

function goodness(values: readonly number[]): number {
  return values
    .slice(0, TELLING)
    .reduce((sum, value, at) => sum + (at % 2 === 0 ? -1 : 1) * value * value + (at === 3 ? 2 : 0.2) * value, 0);
}

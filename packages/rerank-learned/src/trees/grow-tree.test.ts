import { createTurns, seededRandom } from '@tsr/core';
import { describe, expect, test } from 'vitest';
import { binColumns } from './bin-columns.ts';
import { type GrowthLimits, growTree } from './grow-tree.ts';
import { histogramLayout } from './histograms.ts';
import { type Gradients, roundToGrid } from './lambda-gradients.ts';
import { naiveTree } from './naive-tree.fixture.ts';
import { naiveScore } from './naive-walk.fixture.ts';
import type { RankingData } from './ranking-data.ts';

const COLUMNS = 5;

function randomProblem(seed: number, count: number): { readonly data: RankingData; readonly gradients: Gradients } {
  const random = seededRandom(seed);
  // Few distinct values, some missing; the last column is constant.
  const rows = Float32Array.from({ length: count * COLUMNS }, (_, at) => {
    if (at % COLUMNS === COLUMNS - 1) return 3;
    return random() < 0.15 ? Number.NaN : Math.floor(random() * 6) / 2;
  });
  const gradients = Float64Array.from({ length: count }, (_, row) => {
    const [a = 0, b = 0] = rows.subarray(row * COLUMNS);
    return random() - 0.5 + (Number.isNaN(a) ? 0.7 : a * 0.3 - 0.4) * (b > 1 ? 1 : -1);
  });
  const hessians = Float64Array.from({ length: count }, () => random() + 0.01);
  for (const values of [gradients, hessians]) roundToGrid(values);
  return { data: { columns: COLUMNS, rows, labels: gradients, groups: [count] }, gradients: { gradients, hessians } };
}

async function grow(data: RankingData, gradients: Gradients, limits: GrowthLimits) {
  const turns = createTurns();
  const binned = await binColumns(data, 255, turns);
  const layout = histogramLayout(binned);
  const count = binned.rowCount;
  const source = {
    ...gradients,
    binned,
    layout,
    limits,
    columns: binned.usable,
    gathered: { gradients: new Float64Array(count), hessians: new Float64Array(count) },
    histograms: Array.from({ length: limits.leaves }, () => new Float64Array(layout.length)),
    room: new Int32Array(count),
    rows: Int32Array.from({ length: count }, (_, row) => row),
  };
  return growTree(source, turns);
}

describe('growTree beside the exact greedy learner', () => {
  const settings = [
    { seed: 1, leaves: 15, minLeaf: 1, minHessian: 1e-3, l2: 0 },
    { seed: 2, leaves: 15, minLeaf: 10, minHessian: 1e-3, l2: 1 },
    { seed: 3, leaves: 7, minLeaf: 1, minHessian: 8, l2: 0.1 },
    { seed: 4, leaves: 64, minLeaf: 2, minHessian: 1e-3, l2: 0 },
    { seed: 5, leaves: 2, minLeaf: 40, minHessian: 1e-3, l2: 5 },
  ];

  test.each(settings)('the same splits and values: %j', async ({ seed, ...rest }) => {
    const limits = { ...rest, learningRate: 0.1 };
    const { data, gradients } = randomProblem(seed, 200);
    const { tree, splits } = await grow(data, gradients, limits);
    const columns = Array.from({ length: COLUMNS }, (_, column) =>
      Array.from(gradients.gradients, (_, row) => data.rows[row * COLUMNS + column]!),
    );
    const naive = naiveTree(columns, gradients, limits);
    expect(naive.gains.length).toBeGreaterThan(0);
    expect(splits.length).toBe(naive.gains.length);
    for (const [at, { gain }] of splits.entries()) expect(gain).toBeCloseTo(naive.gains[at]!, 8);
    for (const [row, value] of naive.values.entries()) {
      const found = naiveScore([tree], data.rows.subarray(row * COLUMNS, (row + 1) * COLUMNS));
      expect(found / value, `row ${row}`).toBeCloseTo(1, 4);
    }
    expect(tree.rows.reduce((sum, rows) => sum + rows, 0)).toBe(200);
    expect(Math.min(...tree.rows)).toBeGreaterThanOrEqual(limits.minLeaf);
  });
});

test('sums of gradients on the grid are exact, in any order', () => {
  const random = seededRandom(6);
  const values = Float64Array.from({ length: 10_000 }, () => (random() - 0.5) * 10 ** (random() * 12 - 9));
  const before = values.slice();
  roundToGrid(values);
  for (const [at, value] of values.entries()) expect(Math.abs(value - before[at]!)).toBeLessThan(1e3 * 2 ** -37);
  const sum = values.reduce((total, value) => total + value, 0);
  expect(values.reverse().reduce((total, value) => total + value, 0)).toBe(sum);
  expect(values.sort().reduce((total, value) => total + value, 0)).toBe(sum);
  const zeros = new Float64Array(3);
  roundToGrid(zeros);
  expect(zeros).toEqual(new Float64Array(3));
});

import { describe, expect, test } from 'vitest';
import { contributions } from './contributions.ts';
import { naiveScore } from './naive-walk.fixture.ts';
import { randomRows, randomTrees } from './random-trees.fixture.ts';
import type { Tree } from './tree.ts';
import { addScores, createTreeEnsemble, predict } from './tree-ensemble.ts';

const COLUMNS = 7;
const rows = randomRows(1, 200, COLUMNS);
const rowAt = (row: number): Float32Array => rows.subarray(row * COLUMNS, (row + 1) * COLUMNS);

const stump: Tree = {
  column: [1],
  threshold: [2],
  missing: [1],
  left: [-1],
  right: [-2],
  value: [-3, 5],
  rows: [3, 1],
};

describe('predict', () => {
  test('goes left up to the threshold, right above it, and where it is told without a value', () => {
    const values = Float32Array.from([9, 2, 9, 2.5, 9, Number.NaN]);
    expect(predict(createTreeEnsemble(2, [stump]), values, 2)).toEqual(Float64Array.of(-3, 5, 5));
    expect(predict(createTreeEnsemble(2, [{ ...stump, missing: [0] }]), values, 2)).toEqual(Float64Array.of(-3, 5, -3));
  });

  test.each([1, 2, 15, 32, 33, 100])('gives the bits of a naive walk for trees of up to %d leaves', (leaves) => {
    const trees = randomTrees(leaves, 50, leaves, COLUMNS);
    const ensemble = createTreeEnsemble(COLUMNS, trees);
    const expected = Float64Array.from({ length: 200 }, (_, row) => naiveScore(trees, rowAt(row)));
    expect(predict(ensemble, rows, COLUMNS)).toEqual(expected);
    const walked = new Float64Array(200);
    addScores(ensemble, rows, walked);
    expect(walked).toEqual(expected);
  });

  test('scores no rows and no trees', () => {
    expect(predict(createTreeEnsemble(2, [stump]), new Float32Array(0), 2)).toEqual(new Float64Array(0));
    expect(predict(createTreeEnsemble(2, []), new Float32Array(4), 2)).toEqual(new Float64Array(2));
  });

  test.each([
    [[1, 2] as unknown as Float32Array, 2, 'predict: rows is [1,2]; pass a Float32Array, row after row'],
    [new Float32Array(6), 3, 'predict: rows have 3 columns, the trees were grown on 2; pass the same features'],
    [new Float32Array(5), 2, 'predict: rows has 5 values, no multiple of 2; pass whole rows'],
    [new Float32Array(5), 0, 'predict: columns is 0; pass a positive integer'],
  ])('refuses wrong sizes (%#)', (values, columns, message) => {
    const fault = expect.objectContaining({ message, code: 'TSR_INVALID_ARGUMENT' });
    expect(() => predict(createTreeEnsemble(2, [stump]), values, columns)).toThrow(fault);
  });
});

describe('contributions', () => {
  test('start at the mean of the training rows and give each column its steps', () => {
    const { base, columns } = contributions(createTreeEnsemble(2, [stump]), Float32Array.of(0, 7));
    expect(base).toBe((3 * -3 + 1 * 5) / 4);
    expect([...columns]).toEqual([0, 5 - base]);
  });

  test.each([1, 15, 100])('add up to the score, for trees of up to %d leaves', (leaves) => {
    const ensemble = createTreeEnsemble(COLUMNS, randomTrees(leaves, 50, leaves, COLUMNS));
    const scores = predict(ensemble, rows, COLUMNS);
    for (const [row, score] of scores.entries()) {
      const { base, columns } = contributions(ensemble, rowAt(row));
      expect(columns.reduce((sum, value) => sum + value, base)).toBeCloseTo(score, 10);
    }
  });

  test('refuse a row of another width', () => {
    const fault = expect.objectContaining({ code: 'TSR_INVALID_ARGUMENT' });
    expect(() => contributions(createTreeEnsemble(2, [stump]), new Float32Array(3))).toThrow(fault);
  });
});

import { TsrError } from '@tsr/core';
import { describe, expect, test } from 'vitest';
import { naiveScore } from '../trees/naive-walk.fixture.ts';
import { randomRows, randomTrees } from '../trees/random-trees.fixture.ts';
import { syntheticRanking } from '../trees/synthetic-ranking.fixture.ts';
import { trainLambdaMart } from '../trees/train-lambda-mart.ts';
import { predict } from '../trees/tree-ensemble.ts';
import { type RankerDescription, type RankerModel, writeRanker } from './ranker-json.ts';
import { readRanker } from './read-ranker.ts';

const description: RankerDescription = {
  featureSet: { name: 'test', version: 2, columns: ['a', 'b', 'c'] },
  trainingData: { hash: 'sha256-of-it', description: 'random' },
  validation: { 'nDCG@10': 0.5 },
};
const reread = (ranker: RankerDescription & RankerModel) => readRanker(JSON.parse(writeRanker(ranker)));

describe('readRanker', () => {
  const trees = randomTrees(3, 20, 15, 3);
  const rows = randomRows(4, 50, 3);

  test('scores as the trees that were written', () => {
    const ranker = reread({ ...description, trees });
    expect(ranker).toMatchObject({ ...description, kind: 'trees', firstStageWeight: 0 });
    expect(ranker).not.toHaveProperty('calibration');
    const expected = Array.from({ length: 50 }, (_, row) => naiveScore(trees, rows.subarray(row * 3, row * 3 + 3)));
    expect([...ranker.score(rows)]).toEqual(expected);
    const { base, columns } = ranker.contributions(rows.subarray(0, 3));
    expect(columns.reduce((sum, value) => sum + value, base)).toBeCloseTo(expected[0]!, 10);
  });

  test('scores as the weighted sum that was written; a missing value adds nothing', () => {
    const ranker = reread({ ...description, firstStageWeight: 0.5, weights: [1, -2, 3], means: [0, 1, 2] });
    expect(ranker).toMatchObject({ kind: 'linear', firstStageWeight: 0.5 });
    const row = Float32Array.of(4, 2, Number.NaN);
    expect([...ranker.score(row)]).toEqual([2]);
    expect(ranker.contributions(row)).toEqual({ base: 0, columns: Float64Array.of(4, -2, 0) });
    for (const wrong of [new Float32Array(4), new Float32Array(6)]) {
      const fault = expect.objectContaining({ code: 'TSR_INVALID_ARGUMENT' });
      expect(() => ranker.contributions(wrong)).toThrow(fault);
    }
    expect(() => ranker.score(new Float32Array(4))).toThrow(/score: rows has 4 values; pass a Float32Array of 3/);
  });

  test('keeps a calibration', () => {
    const platt = { kind: 'platt', slope: 1, intercept: -2 } as const;
    const isotonic = { kind: 'isotonic', scores: [1, 2], probabilities: [0.1, 0.1] } as const;
    for (const calibration of [platt, isotonic]) {
      expect(reread({ ...description, trees, calibration }).calibration).toEqual(calibration);
    }
  });

  test('writing loses nothing of what was trained', async () => {
    const data = syntheticRanking(5, 30);
    const { ensemble } = await trainLambdaMart(data, { rounds: 10 });
    const columns = Array.from({ length: data.columns }, (_, column) => `column ${column}`);
    const text = writeRanker({
      ...description,
      featureSet: { ...description.featureSet, columns },
      trees: ensemble.trees,
    });
    expect(readRanker(JSON.parse(text)).score(data.rows)).toEqual(predict(ensemble, data.rows, data.columns));
    // Readable, and small: one tree a line of some 25 characters a leaf.
    expect(text.split('\n').filter((line) => line.startsWith('{"column"')).length).toBe(10);
    expect(text.length / (10 * 15)).toBeLessThan(50);
  });
});

describe('readRanker refuses, with the place and the reason,', () => {
  const tree = {
    column: [0, 2],
    threshold: [0.5, 1],
    missing: [0, 1],
    left: [-1, -2],
    right: [1, -3],
    value: [1, 2, 3],
    rows: [5, 5, 5],
  };
  const fields = { format: 'tsr-ranker', version: 1, ...description };
  const linear = { ...fields, weights: [1, 2, 3], means: [0, 0, 0] };
  const withTree = (change: object) => ({ ...fields, trees: [{ ...tree, ...change }] });
  const withCalibration = (calibration: unknown) => ({ ...linear, calibration });
  const withColumns = (columns: unknown) => ({ ...linear, featureSet: { name: 'x', version: 1, columns } });

  test('but not these two', () => {
    expect(() => readRanker(withTree({}))).not.toThrow();
    expect(() => readRanker(linear)).not.toThrow();
  });

  const cases: readonly (readonly [unknown, string])[] = [
    [null, 'the file is null, an object belongs there'],
    ['text', 'the file is "text", an object belongs there'],
    [[], 'the file is [], an object belongs there'],
    [{ ...linear, format: 'other' }, 'format is "other", a ranker has "tsr-ranker"'],
    [{ ...linear, version: 2 }, 'version is 2, this release reads 1'],
    [{ ...linear, featureSet: undefined }, 'featureSet is undefined, an object belongs there'],
    [withColumns([]), 'featureSet.columns.length is 0, 1 to 10000 entries belong there'],
    [withColumns(['a', 'b', 'a']), 'featureSet.columns[2] is "a", each column has a name of its own'],
    [withColumns(['a', 'b', 3]), 'featureSet.columns[2] is 3, a string belongs there'],
    [{ ...linear, trainingData: { hash: 1 } }, 'trainingData.hash is 1, a string belongs there'],
    [{ ...linear, validation: { a: 1, b: 'x' } }, 'validation[1] is "x", a finite number belongs there'],
    [{ ...linear, firstStageWeight: -1 }, 'firstStageWeight is -1, a finite number of at least 0 belongs there'],
    [fields, 'the file is "neither", a ranker has either trees or weights'],
    [{ ...linear, trees: [tree] }, 'the file is "both", a ranker has either trees or weights'],
    [{ ...linear, weights: [1, 2] }, 'weights.length is 2, 3 entries belong there'],
    [{ ...linear, means: [0, 0, Number.NaN] }, 'means[2] is NaN, a finite number belongs there'],
    [{ ...fields, trees: [] }, 'trees.length is 0, 1 to 100000 entries belong there'],
    [{ ...fields, trees: [tree, 5] }, 'trees[1] is 5, an object belongs there'],
    [withTree({ column: [0, 3] }), 'trees[0].column[1] is 3, a whole number of at least 0 of at most 2 belongs there'],
    [withTree({ column: [0] }), 'trees[0].threshold.length is 2, 1 entries belong there'],
    [withTree({ threshold: [0, Number.POSITIVE_INFINITY] }), 'trees[0].threshold[1] is Infinity'],
    [withTree({ threshold: [0, null] }), 'trees[0].threshold[1] is null, a finite number belongs there'],
    [withTree({ missing: [0, 2] }), 'trees[0].missing[1] is 2'],
    [withTree({ value: [1, 2] }), 'trees[0].value.length is 2, 3 entries belong there'],
    [withTree({ value: [1, 2, '3'] }), 'trees[0].value[2] is "3", a finite number belongs there'],
    [withTree({ rows: [5, 0, 5] }), 'trees[0].rows[1] is 0, a whole number of at least 1'],
    [withTree({ right: [0, -3] }), 'trees[0].right[0] is 0, a child of split 0 comes after it'],
    [withTree({ left: [-1, 1] }), 'trees[0].left[1] is 1, a child of split 1 comes after it'],
    [withTree({ right: [2, -3] }), 'trees[0].right[0] is 2, a whole number of at least -3 of at most 1'],
    [withTree({ left: [-1, -4] }), 'trees[0].left[1] is -4, a whole number of at least -3'],
    [withTree({ right: [1, -2] }), 'trees[0].right[1] is -2, each split and leaf is the child of one split only'],
    [withTree({ left: [1, -2] }), 'trees[0].right[0] is 1, each split and leaf is the child of one split only'],
    [withTree({ left: undefined }), 'trees[0].left is undefined, an array belongs there'],
    [withCalibration({ kind: 'other' }), 'calibration.kind is "other", it is platt or isotonic'],
    [withCalibration({ kind: 'platt', slope: -1, intercept: 0 }), 'calibration.slope is -1'],
    [withCalibration({ kind: 'platt', slope: 1 }), 'calibration.intercept is undefined'],
    [withCalibration({ kind: 'isotonic', scores: [], probabilities: [] }), 'calibration.scores.length is 0'],
    [withCalibration({ kind: 'isotonic', scores: [1, 1], probabilities: [0, 1] }), 'calibration.scores[1] is 1'],
    [withCalibration({ kind: 'isotonic', scores: [1, 2], probabilities: [0.5, 0.4] }), 'calibration.probabilities[1]'],
    [withCalibration({ kind: 'isotonic', scores: [1, 2], probabilities: [0, 2] }), 'calibration.probabilities[1] is 2'],
    [
      withCalibration({ kind: 'isotonic', scores: [1, 2], probabilities: [0] }),
      'calibration.probabilities.length is 1',
    ],
  ];

  test.each(cases)('%j', (json, reason) => {
    const error = thrownBy(() => readRanker(json));
    expect(error).toBeInstanceOf(TsrError);
    expect(error).toHaveProperty('code', 'TSR_CORRUPT_FILE');
    expect((error as Error).message).toContain(`readRanker: ${reason}`);
  });
});

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}

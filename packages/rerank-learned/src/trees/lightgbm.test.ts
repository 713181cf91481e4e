import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createNdcgMeter } from './mean-ndcg.ts';
import { syntheticRanking } from './synthetic-ranking.fixture.ts';
import { trainLambdaMart } from './train-lambda-mart.ts';
import { predict } from './tree-ensemble.ts';

interface Run {
  readonly rounds: number;
  readonly minLeaf: number;
  readonly minHessian: number;
  readonly trainingNdcg: number;
  readonly testNdcg: number;
  /** Of the first rows of the test data. */
  readonly scores: readonly number[];
}

// Made by scripts/lightgbm-reference.py.
const { runs, labelCounts }: { runs: readonly Run[]; labelCounts: readonly number[] } = JSON.parse(
  readFileSync(new URL('../../fixtures/lightgbm.json', import.meta.url), 'utf8'),
);

describe('trainLambdaMart beside LightGBM, same data and settings', () => {
  const training = syntheticRanking(1, 300);
  const unseen = syntheticRanking(2, 300);
  const ndcg = { training: createNdcgMeter(training, 10), unseen: createNdcgMeter(unseen, 10) };

  test('the data is the same', () => {
    expect(labelCounts.map((_, label) => Array.from(training.labels).filter((of) => of === label).length)).toEqual(
      labelCounts,
    );
  });

  // LightGBM estimates the rows in a leaf from their hessians. Where that does not decide, all trees are the same.
  test.each(runs.filter(({ rounds, minLeaf }) => rounds === 1 || minLeaf === 1))(
    'the scores are the same after $rounds rounds, at least $minLeaf rows in a leaf',
    async ({ rounds, minLeaf, minHessian, trainingNdcg, scores }) => {
      const { ensemble } = await trainLambdaMart(training, { rounds, minLeaf, minHessian });
      const ours = predict(ensemble, unseen.rows, unseen.columns);
      for (const [row, score] of scores.entries()) expect(ours[row], `row ${row}`).toBeCloseTo(score, 4);
      expect(ndcg.training.measure(predict(ensemble, training.rows, training.columns))).toBeCloseTo(trainingNdcg, 9);
    },
  );

  test.each(runs)('nDCG@10 is within .01 after $rounds rounds', async ({ rounds, minLeaf, minHessian, testNdcg }) => {
    const { ensemble } = await trainLambdaMart(training, { rounds, minLeaf, minHessian });
    const measured = ndcg.unseen.measure(predict(ensemble, unseen.rows, unseen.columns));
    expect(Math.abs(measured - testNdcg)).toBeLessThan(0.01);
  });
});

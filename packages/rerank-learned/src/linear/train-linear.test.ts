import { seededRandom } from '@tsr/core';
import { describe, expect, test } from 'vitest';
import { createNdcgMeter } from '../trees/mean-ndcg.ts';
import type { RankingData } from '../trees/ranking-data.ts';
import { scoreLinear } from './linear-model.ts';
import { type LinearOptions, trainLinear } from './train-linear.ts';

const TRUTH = { weights: [2, -1, 0.02, 0, 0], means: [0, 0, 50, 0, 0] };

/** Labels from a weighted sum of the first three columns and noise; the fourth means nothing, the fifth is constant. */
function linearRanking(seed: number, queries: number): RankingData {
  const random = seededRandom(seed);
  const rows = Float32Array.from({ length: queries * 20 * 5 }, (_, at) => {
    const column = at % 5;
    if (column === 4) return 0.1;
    return (random() + random() - 1) * (column === 2 ? 100 : 1) + (column === 2 ? 50 : 0);
  });
  const labels = scoreLinear(TRUTH, rows).map((sum) => [0.5, 1.2, 2].filter((limit) => sum + random() > limit).length);
  return { columns: 5, rows, labels, groups: new Array<number>(queries).fill(20) };
}

describe('trainLinear', () => {
  const training = linearRanking(1, 100);
  const unseen = linearRanking(2, 100);
  const meter = createNdcgMeter(unseen, 10);

  test('ranks as the weights that made the labels, and gives what means nothing no weight', async () => {
    const { weights, means } = await trainLinear(training);
    const [a, b, c, d, e] = weights as [number, number, number, number, number];
    expect(b / a).toBeCloseTo(-1 / 2, 1);
    expect(c / a).toBeCloseTo(0.02 / 2, 2);
    expect(Math.abs(d / a)).toBeLessThan(0.05);
    expect(e).toBe(0);
    expect(means[2]).toBeCloseTo(50, -1);
    const best = meter.measure(scoreLinear(TRUTH, unseen.rows));
    expect(best - meter.measure(scoreLinear({ weights, means }, unseen.rows))).toBeLessThan(0.01);
    expect(best - meter.measure(new Float64Array(unseen.labels.length))).toBeGreaterThan(0.3);
  });

  test('keeps to the signs that it is given', async () => {
    const { weights } = await trainLinear(training, { signs: ['off', 'positive', 'any', 'positive', 'any'] });
    expect(weights.slice(0, 2)).toEqual([0, 0]);
    expect(weights[2]).toBeGreaterThan(0);
    expect(weights[3]).toBeGreaterThanOrEqual(0);
  });

  test('learns in spite of missing values, and scores them', async () => {
    const random = seededRandom(3);
    const holed = (data: RankingData) => ({ ...data, rows: data.rows.map((v) => (random() < 0.1 ? Number.NaN : v)) });
    const rows = holed(unseen).rows.map((value, at) => (at % 5 === 3 ? Number.NaN : value));
    const model = await trainLinear(holed(training));
    const measured = meter.measure(scoreLinear(model, rows));
    expect(measured).toBeGreaterThan(meter.measure(scoreLinear(TRUTH, unseen.rows)) - 0.15);
  });

  test('gives the same weights again', async () => {
    expect(await trainLinear(training, { steps: 20 })).toEqual(await trainLinear(training, { steps: 20 }));
  });

  test('a query of weight 0 is as good as none', async () => {
    const other = linearRanking(9, 100);
    const both: RankingData = {
      columns: 5,
      rows: Float32Array.of(...training.rows, ...training.rows.map((value) => -value)),
      labels: [...Array.from(training.labels), ...Array.from(other.labels)],
      groups: [...Array.from(training.groups), ...Array.from(other.groups)],
      weights: [...new Array(100).fill(1), ...new Array(100).fill(0)],
    };
    const { weights } = await trainLinear(both);
    expect(weights[1]! / weights[0]!).toBeCloseTo(-1 / 2, 1);
  });

  test('rejects with the reason of an abort', async () => {
    await expect(trainLinear(training, { signal: AbortSignal.abort('enough') })).rejects.toBe('enough');
    const controller = new AbortController();
    const running = trainLinear(training, { signal: controller.signal, steps: 1_000_000 });
    setTimeout(() => controller.abort('later'), 5);
    await expect(running).rejects.toBe('later');
  });

  const faults: readonly (readonly [LinearOptions, string])[] = [
    [{ steps: 0 }, 'trainLinear: steps is 0; pass a positive integer'],
    [{ learningRate: 0 }, 'trainLinear: learningRate is 0; pass a finite number above 0'],
    [{ decay: Number.NaN }, 'trainLinear: decay is NaN; pass a finite number of at least 0'],
    [{ signs: ['any'] }, `trainLinear: signs is ["any"]; pass 'any', 'positive' or 'off' for each of 5 columns`],
  ];

  test.each(faults)('refuses %j', async (options, message) => {
    await expect(trainLinear(training, options)).rejects.toMatchObject({ message, code: 'TSR_INVALID_ARGUMENT' });
  });

  test('refuses data that has no order', async () => {
    const labels = training.labels;
    const flat = { ...training, labels: new Array(labels.length).fill(2) };
    await expect(trainLinear(flat)).rejects.toMatchObject({ code: 'TSR_INVALID_ARGUMENT' });
  });
});

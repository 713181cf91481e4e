import { describe, expect, test } from 'vitest';
import type { LambdaMartOptions, LambdaMartRound } from './lambda-mart-options.ts';
import { createNdcgMeter } from './mean-ndcg.ts';
import type { RankingData } from './ranking-data.ts';
import { syntheticRanking } from './synthetic-ranking.fixture.ts';
import { trainLambdaMart } from './train-lambda-mart.ts';
import { predict } from './tree-ensemble.ts';

const training = syntheticRanking(1, 60);
const validation = syntheticRanking(2, 60);
const measured = (data: RankingData, scores: Float64Array): number => createNdcgMeter(data, 10).measure(scores);

/** Some columns of other data, each computed from the old row. */
function withColumns(data: RankingData, columns: readonly ((row: Float32Array, at: number) => number)[]): RankingData {
  const rows = Float32Array.from({ length: data.labels.length * columns.length }, (_, at) => {
    const row = Math.floor(at / columns.length);
    return columns[at % columns.length]!(data.rows.subarray(row * data.columns, (row + 1) * data.columns), row);
  });
  return { ...data, columns: columns.length, rows };
}

describe('trainLambdaMart', () => {
  test.each<LambdaMartOptions>([{}, { seed: 5, featureFraction: 0.4, baggingFraction: 0.5 }])(
    'gives the same trees for the same data, options and seed: %j',
    async (options) => {
      const first = await trainLambdaMart(training, { rounds: 15, ...options });
      const second = await trainLambdaMart(structuredClone(training), { rounds: 15, ...options });
      expect(JSON.stringify(second.ensemble.trees)).toBe(JSON.stringify(first.ensemble.trees));
      expect(second.gains).toEqual(first.gains);
    },
  );

  test('another seed leaves out other columns and queries', async () => {
    for (const part of [{ featureFraction: 0.4 }, { baggingFraction: 0.5 }]) {
      const [a, b] = await Promise.all([1, 2].map((seed) => trainLambdaMart(training, { rounds: 5, seed, ...part })));
      expect(a!.ensemble.trees).not.toEqual(b!.ensemble.trees);
      const sampled = await trainLambdaMart(training, { rounds: 60, ...part });
      const scores = predict(sampled.ensemble, validation.rows, validation.columns);
      expect(measured(validation, scores)).toBeGreaterThan(0.6);
    }
  });

  test('uses no more columns in a tree, and no more rows, than it may', async () => {
    const { ensemble } = await trainLambdaMart(training, { rounds: 20, featureFraction: 0.25, baggingFraction: 0.5 });
    for (const tree of ensemble.trees) {
      expect(new Set(tree.column).size).toBeLessThanOrEqual(3);
      expect(tree.rows.reduce((sum, rows) => sum + rows, 0)).toBe(30 * 40);
      expect(tree.value.length).toBeLessThanOrEqual(15);
      expect(Math.min(...tree.rows)).toBeGreaterThanOrEqual(20);
    }
  });

  test('stops when the validation data gains no more, and keeps the trees up to the best round', async () => {
    const rounds: LambdaMartRound[] = [];
    const result = await trainLambdaMart(training, {
      validation,
      earlyStopping: 10,
      learningRate: 0.3,
      onRound: (round) => rounds.push(round),
    });
    const best = Math.max(...result.validation);
    expect(result.ensemble.trees.length).toBe(result.validation.indexOf(best) + 1);
    expect(result.validation.length).toBe(result.ensemble.trees.length + 10);
    expect(rounds).toEqual(result.validation.map((ndcg, index) => ({ round: index + 1, validation: ndcg })));
    expect(measured(validation, predict(result.ensemble, validation.rows, 12))).toBeCloseTo(best, 12);
  });

  test('without validation data, runs all rounds', async () => {
    const rounds: LambdaMartRound[] = [];
    const result = await trainLambdaMart(training, { rounds: 3, onRound: (round) => rounds.push(round) });
    expect([result.ensemble.trees.length, result.validation]).toEqual([3, []]);
    expect(rounds).toEqual([{ round: 1 }, { round: 2 }, { round: 3 }]);
  });

  test('a column of the labels is all that it needs; constant and empty columns are not used', async () => {
    const columns = withColumns(training, [() => 7, (_, at) => training.labels[at]!, () => Number.NaN]);
    const { ensemble, gains } = await trainLambdaMart(columns, { rounds: 20, minLeaf: 1 });
    expect(measured(columns, predict(ensemble, columns.rows, 3))).toBe(1);
    expect([gains[0], gains[2]]).toEqual([0, 0]);
    expect(gains[1]).toBeGreaterThan(0);
  });

  test('that a value is missing can be what tells, on either side', async () => {
    for (const flip of [true, false]) {
      const isMissing = (at: number): boolean => training.labels[at]! > 0 === flip;
      const columns = withColumns(training, [(row, at) => (isMissing(at) ? Number.NaN : row[5]! || 0)]);
      const labels = Array.from(training.labels, (label) => (label > 0 ? 1 : 0));
      const { ensemble } = await trainLambdaMart({ ...columns, labels }, { rounds: 5 });
      expect(measured({ ...columns, labels }, predict(ensemble, columns.rows, 1))).toBe(1);
    }
  });

  test('a column that rises with another gives the same trees, but for thresholds', async () => {
    const shapes = [(v: number) => v, (v: number) => v ** 3 * 1e6, (v: number) => Math.exp(v) * 1e-30];
    const results = await Promise.all(
      shapes.map((shape) => {
        const columns = Array.from({ length: 12 }, (_, column) => (row: Float32Array) => shape(row[column]!));
        return trainLambdaMart(withColumns(training, columns), { rounds: 5 });
      }),
    );
    const [plain, ...others] = results.map(({ ensemble }) => ensemble.trees.map(({ threshold, ...rest }) => rest));
    for (const other of others) expect(other).toEqual(plain);
  });

  test('queries of one row, of equal labels, or of weight 0 change nothing', async () => {
    const half = 30 * 40;
    const weighted = { ...training, weights: Array.from({ length: 60 }, (_, query) => (query < 30 ? 1 : 0)) };
    const labels = Array.from(training.labels, (label, row) => (row < half ? label : 2));
    const groups = [...new Array(30).fill(40), ...new Array(half).fill(1)];
    const options = { rounds: 5, minLeaf: 1, minHessian: 1 };
    const trees = await Promise.all(
      [weighted, { ...training, labels }, { ...training, groups }].map(async (data) => {
        const { ensemble } = await trainLambdaMart(data, options);
        return ensemble.trees.map(({ column, threshold, value }) => ({ column, threshold, value }));
      }),
    );
    expect(trees[1]).toEqual(trees[0]);
    expect(trees[2]).toEqual(trees[0]);
  });

  test('trains on queries of more rows than the truncation, and than are sorted by insertion', async () => {
    const long = { ...training, groups: [1200, 1200] };
    const { ensemble } = await trainLambdaMart(long, { rounds: 30, truncation: 100 });
    expect(measured(long, predict(ensemble, long.rows, 12))).toBeGreaterThan(0.8);
  });

  test('lets others have their turn, and rejects with the reason of an abort', async () => {
    const controller = new AbortController();
    const running = trainLambdaMart(training, { rounds: 100_000, signal: controller.signal });
    setTimeout(() => controller.abort('enough'), 30);
    await expect(running).rejects.toBe('enough');
    await expect(trainLambdaMart(training, { signal: AbortSignal.abort('early') })).rejects.toBe('early');
  });
});

describe('trainLambdaMart refuses', () => {
  const rows = new Float32Array(8);
  const data: RankingData = { columns: 2, rows: rows.map((_, at) => at), labels: [1, 0, 0, 1], groups: [2, 2] };
  const at = (index: number, value: number): Float32Array => data.rows.map((old, i) => (i === index ? value : old));
  const cases: readonly (readonly [Partial<RankingData> | null, string])[] = [
    [null, 'training is null; pass { columns, rows, labels, groups }'],
    [{ columns: 0 }, 'training: columns is 0; pass a positive integer'],
    [{ rows: [1, 2] as never }, 'training.rows is [1,2]; pass a Float32Array, row after row'],
    [
      { rows: new Float32Array(6) },
      'training.rows has 6 values, 4 labels of 2 columns need 8; pass `columns` values for each label',
    ],
    [
      { rows: at(5, Number.NEGATIVE_INFINITY) },
      'training.rows has -Infinity in row 2, column 1; pass finite values, or NaN where one is missing',
    ],
    [{ rows }, 'training.rows has one value a column in all rows; pass features that differ'],
    [{ labels: [] }, 'training.labels is empty; pass at least one'],
    [{ labels: 'abcd' as never }, 'training.labels is "abcd"; pass an array of numbers'],
    [{ labels: [1, 0, -1, 1] }, 'training.labels[2] is -1; pass finite numbers of 0 to 30'],
    [{ labels: [1, 0, 31, 1] }, 'training.labels[2] is 31; pass finite numbers of 0 to 30'],
    [{ labels: [1, 0, Number.NaN, 1] }, 'training.labels[2] is NaN; pass finite numbers of 0 to 30'],
    [{ groups: [2, 1] }, 'training.groups adds up to 3 rows, there are 4 labels; pass the rows of each query'],
    [{ groups: [4, 0] }, 'training.groups[1] is 0; pass finite whole numbers of 1 to 4'],
    [{ groups: [1.5, 2.5] }, 'training.groups[0] is 1.5; pass finite whole numbers of 1 to 4'],
    [{ weights: [1] }, 'training.weights has 1 entries, there are 2 queries; pass one a query'],
    [{ weights: [1, -1] }, 'training.weights[1] is -1; pass finite numbers of 0 or more'],
    [{ weights: [1, Number.POSITIVE_INFINITY] }, 'training.weights[1] is Infinity; pass finite numbers of 0 or more'],
  ];

  test.each(cases)('training data with %j', async (change, message) => {
    const bad = change && { ...data, ...change };
    const fault = { message: expect.stringContaining(message), code: 'TSR_INVALID_ARGUMENT' };
    await expect(trainLambdaMart(bad as RankingData)).rejects.toMatchObject(fault);
  });

  const order = 'so there is no order to learn; pass queries with both relevant and other candidates';

  test.each([
    ['no relevant documents', { labels: [0, 0, 0, 0] }],
    ['equal labels', { labels: [2, 2, 1, 1] }],
    ['one row a query', { groups: [1, 1, 1, 1] }],
  ])('data without an order: %s', async (_, change) => {
    const fault = { message: expect.stringContaining(order), code: 'TSR_INVALID_ARGUMENT' };
    await expect(trainLambdaMart({ ...data, ...change })).rejects.toMatchObject(fault);
    await expect(trainLambdaMart(data, { validation: { ...data, ...change } })).rejects.toMatchObject(fault);
  });

  test('too few rows for a split, and validation data of other columns', async () => {
    const few = /no split of training.rows leaves minLeaf = 20 rows and minHessian = 0.001 on both sides; pass more/;
    await expect(trainLambdaMart(data)).rejects.toThrow(few);
    await expect(trainLambdaMart(data, { minLeaf: 1, rounds: 2 })).resolves.toBeDefined();
    const other = /validation.columns is 12, training has 2; pass the same features/;
    await expect(trainLambdaMart(data, { validation })).rejects.toThrow(other);
  });

  const options: readonly (readonly [LambdaMartOptions, string])[] = [
    [{ rounds: 0 }, 'rounds is 0; pass a positive integer'],
    [{ leaves: 1 }, 'leaves is 1; pass an integer of at least 2, at most 65536'],
    [{ bins: 256 }, 'bins is 256; pass an integer of at least 2, at most 255'],
    [{ learningRate: 0 }, 'learningRate is 0; pass a number above 0, at most 1'],
    [{ featureFraction: 1.5 }, 'featureFraction is 1.5; pass a number above 0, at most 1'],
    [{ baggingFraction: Number.NaN }, 'baggingFraction is NaN; pass a number above 0, at most 1'],
    [{ l2: -1 }, 'l2 is -1; pass a number of at least 0, finite'],
    [{ minHessian: 0 }, 'minHessian is 0; pass a number above 0, finite'],
    [{ seed: 0.5 }, 'seed is 0.5; pass an integer'],
    [{ onRound: 1 as never }, 'onRound is 1; pass a function or leave it out'],
    [{ signal: {} as never }, 'signal is {}; pass the signal of an AbortController'],
    [null as never, 'options is null; pass an object or leave it out'],
  ];

  test.each(options)('options %j', async (given, message) => {
    const fault = { message: expect.stringContaining(`trainLambdaMart: ${message}`), code: 'TSR_INVALID_ARGUMENT' };
    await expect(trainLambdaMart(data, given)).rejects.toMatchObject(fault);
  });
});

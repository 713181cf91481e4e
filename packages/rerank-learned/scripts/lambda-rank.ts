import { weightedSum } from '../src/feature-weights.ts';

/** The candidates of one query, in first-stage order. */
export interface TrainingList {
  readonly rows: readonly (readonly number[])[];
  readonly relevant: readonly boolean[];
}

export interface LambdaRankOptions {
  /** May the weight of the column be above 0, below 0? One entry a column. */
  readonly signs: readonly ('positive' | 'any' | 'off')[];
  readonly steps?: number;
  readonly rate?: number;
  readonly decay?: number;
}

/**
 * Weights of a linear ranker: pairwise logistic loss, each pair weighed by how much a swap would change the discount
 * (LambdaRank: Burges, Ragno and Le, NIPS 2006), Adam over all lists at once, averaged over the second half of the
 * steps. No randomness.
 */
export function lambdaRank(lists: readonly TrainingList[], options: LambdaRankOptions): readonly number[] {
  const { signs, steps = 200, rate = 0.05, decay = 1e-3 } = options;
  const usable = lists.filter(({ relevant }) => relevant.includes(true) && relevant.includes(false));
  const columns = signs.map((_, column) => column);
  const [mean, square, sum] = [columns, columns, columns].map((all) => all.map(() => 0)) as [
    number[],
    number[],
    number[],
  ];
  let weights = columns.map(() => 0);
  for (let step = 1; step <= steps; step++) {
    const slope = gradient(usable, weights);
    weights = columns.map((c) => {
      const g = slope[c]! + decay * weights[c]!;
      mean[c] = 0.9 * mean[c]! + 0.1 * g;
      square[c] = 0.999 * square[c]! + 0.001 * g * g;
      const move = mean[c]! / (1 - 0.9 ** step) / (Math.sqrt(square[c]! / (1 - 0.999 ** step)) + 1e-8);
      return allowed(weights[c]! - rate * move, signs[c]!);
    });
    if (step > steps / 2) for (const c of columns) sum[c]! += weights[c]!;
  }
  return sum.map((total) => total / (steps - Math.floor(steps / 2)));
}

function allowed(weight: number, sign: LambdaRankOptions['signs'][number]): number {
  if (sign === 'off') return 0;
  return sign === 'positive' ? Math.max(0, weight) : weight;
}

/** Mean over the lists. */
function gradient(lists: readonly TrainingList[], weights: readonly number[]): readonly number[] {
  const slope = weights.map(() => 0);
  for (const list of lists) addGradient(list, weights, slope);
  return slope.map((value) => value / lists.length);
}

function addGradient({ rows, relevant }: TrainingList, weights: readonly number[], slope: number[]): void {
  const scores = rows.map((row) => weightedSum(weights, row));
  const discounts = discountsOf(scores);
  const wanted = relevant.filter(Boolean).length;
  for (const [a, isRelevant] of relevant.entries()) {
    if (!isRelevant) continue;
    for (const [b, row] of rows.entries()) {
      if (relevant[b]) continue;
      const push = Math.abs(discounts[a]! - discounts[b]!) / (1 + Math.exp(scores[a]! - scores[b]!)) / wanted;
      for (let c = 0; c < slope.length; c++) slope[c]! -= push * (rows[a]![c]! - row[c]!);
    }
  }
}

/** 1 / log2(rank + 1) of each score. */
function discountsOf(scores: readonly number[]): readonly number[] {
  const order = scores.map((_, index) => index).sort((a, b) => scores[b]! - scores[a]! || a - b);
  const discounts = scores.map(() => 0);
  for (const [position, index] of order.entries()) discounts[index] = 1 / Math.log2(position + 2);
  return discounts;
}

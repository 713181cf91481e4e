import type { Turns } from '@tsr/core';
import type { RankingData } from './ranking-data.ts';
import { idealGains, type RankingGains, rankingGains } from './ranking-gains.ts';
import { sortByScore } from './sort-by-score.ts';

/** Slope and curvature of the loss at each row's score. */
export interface Gradients {
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
}

/** LightGBM's: keeps a pair of equal scores from weighing infinitely much. */
const LEAST_DISTANCE = 0.01;
/** Scores further beneath the best of their list count as this far: `Math.exp` of more would be 0. */
const FARTHEST = -700;

/**
 * The gradients of LambdaMART: each pair of rows of different labels, one of them among the first `truncation`, is
 * pushed apart by the logistic loss (sigmoid 1) times what a swap of the two would change nDCG by. With the
 * normalisation of LightGBM's `lambdarank_norm`: a pair weighs less the further its scores are apart, and a query's
 * pushes are scaled by `log2(1 + sum) / sum`.
 *
 * Burges, "From RankNet to LambdaRank to LambdaMART: An Overview" (MSR-TR-2010-82).
 */
export function createLambdaGradients(data: RankingData, truncation: number): LambdaGradients {
  const ranking = rankingGains(data);
  const { starts, longest } = ranking;
  const rowCount = data.labels.length;
  return {
    ...ranking,
    truncation,
    inverseIdeals: idealGains(ranking, truncation).map((ideal) => (ideal > 0 ? 1 / ideal : 0)),
    weights: Float64Array.from({ length: starts.length - 1 }, (_, query) => data.weights?.[query] ?? 1),
    order: Int32Array.from({ length: rowCount }, (_, row) => row),
    gradients: new Float64Array(rowCount),
    hessians: new Float64Array(rowCount),
    list: {
      gains: new Float64Array(longest),
      scores: new Float64Array(longest),
      odds: new Float64Array(longest),
      lambdas: new Float64Array(longest),
      curvatures: new Float64Array(longest),
    },
  };
}

export interface LambdaGradients extends RankingGains, Gradients {
  readonly truncation: number;
  /** 0 for a query without relevant rows. */
  readonly inverseIdeals: Float64Array;
  readonly weights: Float64Array;
  /** The rows of each query, by their last scores. */
  readonly order: Int32Array;
  readonly list: SortedList;
}

/** The rows of one query, best first. */
interface SortedList {
  readonly gains: Float64Array;
  readonly scores: Float64Array;
  /** `exp(score - best score)`: the odds of one row against another are quotients of them. */
  readonly odds: Float64Array;
  readonly lambdas: Float64Array;
  readonly curvatures: Float64Array;
}

/** Gradients and hessians of all rows at these scores, rounded by {@link roundToGrid}. */
export async function updateGradients(state: LambdaGradients, scores: Float64Array, turns: Turns): Promise<void> {
  for (let query = 0; query < state.weights.length; query++) {
    updateQuery(state, scores, query);
    if (turns.due()) await turns.give();
  }
  roundToGrid(state.gradients);
  roundToGrid(state.hessians);
}

/**
 * Rounds all values to multiples of one power of two, so small that nothing is lost that matters (about 2 ** -35 of the
 * largest for 100,000 rows) and so large that any sum of them is exact. So histograms do not depend on the order of
 * additions, and the difference of two is what counting would have given.
 */
export function roundToGrid(values: Float64Array): void {
  let largest = 0;
  for (let at = 0; at < values.length; at++) largest = Math.max(largest, Math.abs(values[at]!));
  if (largest === 0) return;
  const step = 2 ** (Math.ceil(Math.log2(largest)) + Math.ceil(Math.log2(values.length + 1)) - 52);
  for (let at = 0; at < values.length; at++) values[at] = Math.round(values[at]! / step) * step;
}

function updateQuery(state: LambdaGradients, scores: Float64Array, query: number): void {
  const { starts, gradients, hessians, weights, inverseIdeals } = state;
  const [start, end] = [starts[query]!, starts[query + 1]!];
  if (inverseIdeals[query] === 0 || weights[query] === 0) return;
  const order = state.order.subarray(start, end);
  sortByScore(order, scores);
  readList(state, order, scores);
  const pushes = addPairs(state, order.length, inverseIdeals[query]!);
  const scale = weights[query]! * (pushes > 0 ? Math.log2(1 + pushes) / pushes : 1);
  const { lambdas, curvatures } = state.list;
  for (let place = 0; place < order.length; place++) {
    gradients[order[place]!] = -lambdas[place]! * scale;
    hessians[order[place]!] = curvatures[place]! * scale;
  }
}

function readList({ list, gains }: LambdaGradients, order: Int32Array, scores: Float64Array): void {
  const best = scores[order[0]!]!;
  for (let place = 0; place < order.length; place++) {
    const row = order[place]!;
    const score = scores[row]!;
    list.gains[place] = gains[row]!;
    list.scores[place] = score;
    list.odds[place] = Math.exp(Math.max(FARTHEST, score - best));
    list.lambdas[place] = 0;
    list.curvatures[place] = 0;
  }
}

/** Adds every pair to its two rows. @returns The sum of all pushes, each counted for both rows. */
function addPairs({ list, discounts, truncation }: LambdaGradients, length: number, inverseIdeal: number): number {
  const { gains, scores, odds, lambdas, curvatures } = list;
  const isSpread = scores[0] !== scores[length - 1];
  let sum = 0;
  for (let a = 0; a < Math.min(truncation, length - 1); a++) {
    const [gain, score, odd, discount] = [gains[a]!, scores[a]!, odds[a]!, discounts[a]!];
    let lambda = 0;
    let curvature = 0;
    for (let b = a + 1; b < length; b++) {
      const difference = gain - gains[b]!;
      if (difference === 0) continue;
      const swap = difference * (discount - discounts[b]!) * inverseIdeal;
      // Negative where the lower row is the better one, and so is the push.
      const weight = isSpread ? swap / (LEAST_DISTANCE + score - scores[b]!) : swap;
      const other = odds[b]!;
      const wrong = (difference > 0 ? other : odd) / (odd + other);
      const push = weight * wrong;
      const bend = Math.abs(push) * (1 - wrong);
      lambda += push;
      curvature += bend;
      lambdas[b]! -= push;
      curvatures[b]! += bend;
      sum += Math.abs(push);
    }
    lambdas[a]! += lambda;
    curvatures[a]! += curvature;
  }
  return 2 * sum;
}

import {
  checkCount,
  checkOptions,
  checkSignal,
  createTurns,
  invalidArgument,
  outOfRange,
  shown,
  type Turns,
} from '@tsr/core';
import { createLambdaGradients, type LambdaGradients, updateGradients } from '../trees/lambda-gradients.ts';
import { checkFinite, checkRankingData, checkSomethingToLearn, type RankingData } from '../trees/ranking-data.ts';
import { type Adam, createAdam } from './adam.ts';
import type { LinearModel } from './linear-model.ts';
import { type StandardColumns, standardColumns } from './standard-columns.ts';

export interface LinearOptions {
  /** Whether the weight of each column may have any sign, may not be below 0, or is 0. @default 'any' for all */
  readonly signs?: readonly WeightSign[] | undefined;
  /** Steps over all queries. @default 200 */
  readonly steps?: number | undefined;
  /** How far a weight may move in a step, about. @default 0.05 */
  readonly learningRate?: number | undefined;
  /** Pull of each weight towards 0 (L2). @default 0.001 */
  readonly decay?: number | undefined;
  /** Pairs count if one of the two is among the first so many of its list. @default 30 */
  readonly truncation?: number | undefined;
  /** Rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
}

export type WeightSign = 'any' | 'positive' | 'off';

const SIGNS: readonly unknown[] = ['any', 'positive', 'off'];
const SUBJECT = 'trainLinear';

/**
 * Trains a weighted sum of the columns by LambdaRank (Burges, Ragno and Le, NIPS 2006), with the same gradients as
 * `trainLambdaMart`: Adam (Kingma and Ba, ICLR 2015) over all queries at once, averaged over the second half of the
 * steps. Columns are standardised; a missing value counts as the column's mean. Works in slices. No randomness.
 *
 * @returns Weights of the columns as they were given, not standardised.
 * @throws TypeError or RangeError `TSR_INVALID_ARGUMENT`, also where no query has rows of different labels.
 */
export async function trainLinear(training: RankingData, options: LinearOptions = {}): Promise<LinearModel> {
  const { steps, truncation, signal, signs, ...rates } = checkLinearOptions(options);
  checkRankingData(`${SUBJECT}: training`, training);
  checkSigns(signs, training.columns);
  checkSomethingToLearn(`${SUBJECT}: training`, training);
  signal?.throwIfAborted();
  const turns = createTurns({ signal });
  await checkFinite(`${SUBJECT}: training`, training, turns);
  const standard = await standardColumns(training, turns);
  const lambdas = createLambdaGradients(training, truncation);
  const adam = createAdam(training.columns, rates);
  const sum = new Float64Array(training.columns);
  for (let step = 1; step <= steps; step++) {
    adam.step(await slopeOf(standard, lambdas, adam, turns));
    for (let column = 0; column < sum.length; column++) {
      adam.weights[column] = allowed(adam.weights[column]!, signs?.[column]);
      if (step > steps / 2) sum[column]! += adam.weights[column]!;
    }
  }
  const weights = Array.from(sum, (total) => total / (steps - Math.floor(steps / 2)));
  return {
    weights: weights.map((weight, at) => perUnit(weight, standard.deviations[at]!)),
    means: [...standard.means],
  };
}

/** Of the loss, over the weights; the mean over the queries. */
async function slopeOf(
  { rows }: StandardColumns,
  lambdas: LambdaGradients,
  { weights }: Adam,
  turns: Turns,
): Promise<Float64Array> {
  const columns = weights.length;
  const { gradients, starts } = lambdas;
  await updateGradients(lambdas, sumsOf(rows, weights), turns);
  const slope = new Float64Array(columns);
  for (let row = 0, at = 0; row < gradients.length; row++, at += columns) {
    const gradient = gradients[row]! / (starts.length - 1);
    if (gradient === 0) continue;
    for (let column = 0; column < columns; column++) slope[column]! += gradient * rows[at + column]!;
  }
  return slope;
}

function sumsOf(rows: Float64Array, weights: Float64Array): Float64Array {
  const columns = weights.length;
  const sums = new Float64Array(rows.length / columns);
  for (let row = 0, at = 0; row < sums.length; row++) {
    let sum = 0;
    for (let column = 0; column < columns; column++, at++) sum += weights[column]! * rows[at]!;
    sums[row] = sum;
  }
  return sums;
}

function allowed(weight: number, sign: WeightSign = 'any'): number {
  if (sign === 'off') return 0;
  return sign === 'positive' ? Math.max(0, weight) : weight;
}

function perUnit(weight: number, deviation: number): number {
  return deviation === 0 ? 0 : weight / deviation;
}

type CheckedLinearOptions = Readonly<Record<'steps' | 'learningRate' | 'decay' | 'truncation', number>> &
  Pick<LinearOptions, 'signs' | 'signal'>;

function checkLinearOptions(options: LinearOptions): CheckedLinearOptions {
  const {
    signs,
    steps = 200,
    learningRate = 0.05,
    decay = 1e-3,
    truncation = 30,
    signal,
  } = checkOptions(SUBJECT, options);
  checkCount(SUBJECT, 'steps', steps);
  checkCount(SUBJECT, 'truncation', truncation);
  for (const [field, value] of Object.entries({ learningRate, decay })) {
    if (Number.isFinite(value) && (value > 0 || (value === 0 && field === 'decay'))) continue;
    throw outOfRange(
      `${SUBJECT}: ${field} is ${shown(value)}; pass a finite number ${field === 'decay' ? 'of at least' : 'above'} 0`,
    );
  }
  return { signs, steps, learningRate, decay, truncation, signal: checkSignal(SUBJECT, signal) };
}

function checkSigns(signs: readonly WeightSign[] | undefined, columns: number): void {
  if (signs === undefined) return;
  if (Array.isArray(signs) && signs.length === columns && signs.every((sign) => SIGNS.includes(sign))) return;
  throw invalidArgument(
    `${SUBJECT}: signs is ${shown(signs)}; pass 'any', 'positive' or 'off' for each of ${columns} columns`,
  );
}

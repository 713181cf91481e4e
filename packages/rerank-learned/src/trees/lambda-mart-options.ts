import { checkCount, checkOptions, checkSignal, invalidArgument, outOfRange, shown } from '@tsr/core';
import type { RankingData } from './ranking-data.ts';

export interface LambdaMartOptions {
  /** Other queries, by whose nDCG@10 training stops early. Without them, all rounds are run. */
  readonly validation?: RankingData | undefined;
  /** Trees, at most. @default 300 */
  readonly rounds?: number | undefined;
  /** Leaves of a tree, at most. @default 15 */
  readonly leaves?: number | undefined;
  /** What each tree's values are multiplied with, above 0 and at most 1. @default 0.05 */
  readonly learningRate?: number | undefined;
  /** Rows in a leaf, at least. @default 20 */
  readonly minLeaf?: number | undefined;
  /** Sum of hessians in a leaf, at least; above 0. @default 0.001 */
  readonly minHessian?: number | undefined;
  /** Added to the sum of hessians of a leaf, so that small leaves say less. @default 0 */
  readonly l2?: number | undefined;
  /** Bins that the values of a column are put into, 2 to 255. Missing values have one more. @default 255 */
  readonly bins?: number | undefined;
  /** Share of the columns that each tree may use, above 0 and at most 1. @default 1 */
  readonly featureFraction?: number | undefined;
  /** Share of the queries that each tree learns from, above 0 and at most 1. @default 1 */
  readonly baggingFraction?: number | undefined;
  /** Decides what `featureFraction` and `baggingFraction` leave out; an integer. @default 1 */
  readonly seed?: number | undefined;
  /** Rounds without a better nDCG@10 of the validation data after which training stops. @default 30 */
  readonly earlyStopping?: number | undefined;
  /** Pairs count if one of the two is among the first so many of its list. @default 30 */
  readonly truncation?: number | undefined;
  /** Called after each round. */
  readonly onRound?: ((round: LambdaMartRound) => void) | undefined;
  /** Rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
}

export interface LambdaMartRound {
  /** From 1. */
  readonly round: number;
  /** nDCG@10 of the validation data; absent without such. */
  readonly validation?: number;
}

type Numbers = Exclude<keyof LambdaMartOptions, 'validation' | 'onRound' | 'signal'>;

export type CheckedLambdaMartOptions = Readonly<Record<Numbers, number>> &
  Pick<LambdaMartOptions, 'validation' | 'onRound' | 'signal'>;

export const MAX_BINS = 255;

const DEFAULTS: Readonly<Record<Numbers, number>> = {
  rounds: 300,
  leaves: 15,
  learningRate: 0.05,
  minLeaf: 20,
  minHessian: 1e-3,
  l2: 0,
  bins: MAX_BINS,
  featureFraction: 1,
  baggingFraction: 1,
  seed: 1,
  earlyStopping: 30,
  truncation: 30,
};

/** Fills in the defaults. @throws TypeError or RangeError `TSR_INVALID_ARGUMENT`. */
export function checkLambdaMartOptions(subject: string, options: LambdaMartOptions): CheckedLambdaMartOptions {
  const given = Object.entries(checkOptions(subject, options)).filter(([, value]) => value !== undefined);
  const checked = { ...DEFAULTS, ...Object.fromEntries(given) } as CheckedLambdaMartOptions;
  checkSignal(subject, checked.signal);
  for (const field of ['rounds', 'minLeaf', 'earlyStopping', 'truncation'] as const) {
    checkCount(subject, field, checked[field]);
  }
  checkRange(subject, 'leaves', checked.leaves, { least: 2, most: 65_536, whole: true });
  checkRange(subject, 'bins', checked.bins, { least: 2, most: MAX_BINS, whole: true });
  checkRange(subject, 'seed', checked.seed, { least: -(2 ** 53), most: 2 ** 53, whole: true });
  checkRange(subject, 'l2', checked.l2, { least: 0, most: Number.MAX_VALUE });
  checkRange(subject, 'minHessian', checked.minHessian, { least: Number.MIN_VALUE, most: Number.MAX_VALUE });
  for (const field of ['learningRate', 'featureFraction', 'baggingFraction'] as const) {
    checkRange(subject, field, checked[field], { least: Number.MIN_VALUE, most: 1 });
  }
  if (checked.onRound !== undefined && typeof checked.onRound !== 'function') {
    throw invalidArgument(`${subject}: onRound is ${shown(checked.onRound)}; pass a function or leave it out`);
  }
  return checked;
}

interface Range {
  readonly least: number;
  readonly most: number;
  readonly whole?: boolean;
}

function checkRange(subject: string, field: string, value: number, { least, most, whole = false }: Range): void {
  if (typeof value === 'number' && value >= least && value <= most && (!whole || Number.isInteger(value))) return;
  const low = least === Number.MIN_VALUE ? 'above 0' : `of at least ${least}`;
  const high = most === Number.MAX_VALUE ? 'finite' : `at most ${most}`;
  throw outOfRange(
    `${subject}: ${field} is ${shown(value)}; pass ${whole ? 'an integer' : 'a number'} ${low}, ${high}`,
  );
}

import { outOfRange, seededRandom, shown } from '@tsr/core';
import { checkPositive } from '../map-many.ts';
import { isConstant, momentsOf } from './differences.ts';
import { studentTwoSided } from './student-t.ts';

export interface TTest {
  readonly t: number;
  readonly degreesOfFreedom: number;
  /** Two-sided. 1 where all differences are 0, or there are fewer than two. */
  readonly p: number;
}

/**
 * Student's paired t-test: whether the mean of the differences is 0. Robust for means of measures over queries.
 *
 * Source: Student, The probable error of a mean, Biometrika 1908; Smucker, Allan and Carterette, A Comparison of
 * Statistical Significance Tests for Information Retrieval Evaluation, CIKM 2007.
 *
 * @throws TypeError (`TSR_INVALID_ARGUMENT`) for differences that are not finite; the others as well.
 */
export function pairedTTest(differences: readonly number[]): TTest {
  const moments = momentsOf(differences);
  const { n, mean, deviation } = moments;
  const degreesOfFreedom = Math.max(0, n - 1);
  if (n < 2 || mean === 0) return { t: 0, degreesOfFreedom, p: 1 };
  const t = isConstant(moments) ? Math.sign(mean) * Number.POSITIVE_INFINITY : mean / (deviation / Math.sqrt(n));
  return { t, degreesOfFreedom, p: studentTwoSided(t, degreesOfFreedom) };
}

export interface ResamplingOptions {
  /** @default 10_000 */
  readonly rounds?: number | undefined;
  /** @default 1 */
  readonly seed?: number | undefined;
}

/** Up to this many queries, every assignment of signs is tried. */
const EXACT_UP_TO = 14;

/**
 * Fisher's randomisation test: how often differences whose signs are drawn by chance have a mean as far from 0. Exact for
 * up to 14 that are not 0; else `rounds` draws, the observed one counted among them. Two-sided.
 *
 * Source: Fisher, The Design of Experiments, 1935; Smucker, Allan and Carterette, CIKM 2007; Phipson and Smyth,
 * Permutation P-values Should Never Be Zero, 2010.
 */
export function randomisationTest(
  differences: readonly number[],
  { rounds = 10_000, seed = 1 }: ResamplingOptions = {},
): number {
  momentsOf(differences);
  checkPositive('rounds', rounds);
  const given = differences.filter((value) => value !== 0);
  // As far as rounding: sums in another order differ in their last bits.
  const observed = Math.abs(given.reduce((sum, value) => sum + value, 0)) * (1 - 1e-12);
  if (given.length <= EXACT_UP_TO) return exactShare(given, observed);
  const random = seededRandom(seed);
  let asFar = 0;
  for (let round = 0; round < rounds; round++) {
    let sum = 0;
    for (const value of given) sum += random() < 0.5 ? value : -value;
    if (Math.abs(sum) >= observed) asFar++;
  }
  return (asFar + 1) / (rounds + 1);
}

function exactShare(given: readonly number[], observed: number): number {
  const all = 2 ** given.length;
  let asFar = 0;
  for (let signs = 0; signs < all; signs++) {
    let sum = 0;
    for (const [at, value] of given.entries()) sum += signs & (1 << at) ? value : -value;
    if (Math.abs(sum) >= observed) asFar++;
  }
  return asFar / all;
}

export interface BootstrapOptions extends ResamplingOptions {
  /** Share of intervals that hold the true mean, above 0, below 1. @default .95 */
  readonly level?: number | undefined;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * The percentile bootstrap interval of the mean of the differences: queries drawn with replacement. Simple, and for means
 * over some dozens of queries as good as its refinements.
 *
 * Source: Efron, Bootstrap Methods: Another Look at the Jackknife, 1979; Sakai, Evaluating Evaluation Metrics based on the
 * Bootstrap, SIGIR 2006.
 *
 * @throws RangeError (`TSR_INVALID_ARGUMENT`) for a level that is not above 0 and below 1.
 */
export function bootstrapInterval(
  differences: readonly number[],
  { level = 0.95, rounds = 10_000, seed = 1 }: BootstrapOptions = {},
): Interval {
  const { n, mean } = momentsOf(differences);
  checkPositive('rounds', rounds);
  if (!(level > 0 && level < 1)) {
    throw outOfRange(`eval: level is ${shown(level)}; pass a share above 0 and below 1`);
  }
  if (n === 0) return { low: 0, high: 0 };
  const random = seededRandom(seed);
  const means = Float64Array.from({ length: rounds }, () => {
    let sum = 0;
    for (let draw = 0; draw < n; draw++) sum += differences[Math.floor(random() * n)]!;
    return sum / n;
  }).sort();
  const at = (share: number): number => means[Math.min(rounds - 1, Math.floor(share * rounds))] ?? mean;
  return { low: at((1 - level) / 2), high: at((1 + level) / 2) };
}

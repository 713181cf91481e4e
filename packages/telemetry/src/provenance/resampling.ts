import { outOfRange, seededRandom, shown } from '@tsr/core';

/** Bounds between which a figure lies with the report's confidence. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface ResamplingOptions {
  /** How many resamples of the queries; 0 gives no intervals. @default 400 */
  readonly resamples?: number | undefined;
  /** Of the intervals, between 0 and 1. @default 0.95 */
  readonly confidence?: number | undefined;
  /** @default 1 */
  readonly seed?: number | undefined;
}

export interface Resampling {
  readonly seed: number;
  readonly resamples: number;
  readonly confidence: number;
  /** How often the next query counts in each resample. */
  draw(): Uint8Array;
  /** From one value a resample, NaN where it has none; null where fewer than half of the resamples have one. */
  interval(values: Float64Array): Interval | null;
}

/**
 * Bootstrap over a stream of queries, which keeps none of them: each query counts 0, 1, 2, … times in each resample, by
 * a Poisson distribution of mean 1; intervals are percentiles over the resamples. Equal seeds and an equal order of
 * queries give equal intervals.
 *
 * Source: Efron, Bootstrap Methods: Another Look at the Jackknife, 1979; Chamandy, Muralidharan, Najmi and Naidu,
 * Estimating Uncertainty for Massive Data Streams, 2012.
 */
export function createResampling({ resamples = 400, confidence = 0.95, seed = 1 }: ResamplingOptions): Resampling {
  if (!(Number.isInteger(resamples) && resamples >= 0 && resamples <= 10_000)) {
    throw outOfRange(`telemetry: resamples is ${shown(resamples)}; pass a whole number from 0 to 10,000`);
  }
  if (!(confidence > 0 && confidence < 1)) {
    throw outOfRange(`telemetry: confidence is ${shown(confidence)}; pass a number between 0 and 1`);
  }
  if (!Number.isSafeInteger(seed)) throw outOfRange(`telemetry: seed is ${shown(seed)}; pass a whole number`);
  const random = seededRandom(seed);
  return {
    resamples,
    confidence,
    seed,
    draw: () => Uint8Array.from({ length: resamples }, () => poisson(random())),
    interval(values) {
      const there = values.filter((value) => !Number.isNaN(value)).sort();
      if (there.length * 2 < resamples || there.length === 0) return null;
      const tail = (1 - confidence) / 2;
      return { low: atQuantile(there, tail), high: atQuantile(there, 1 - tail) };
    },
  };
}

function atQuantile(ascending: Float64Array, quantile: number): number {
  return ascending[Math.min(ascending.length - 1, Math.max(0, Math.ceil(quantile * ascending.length) - 1))]!;
}

/** Probability of at most 0, 1, 2, … for mean 1. */
const CUMULATIVE: readonly number[] = (() => {
  let [term, sum] = [Math.exp(-1), 0];
  return Array.from({ length: 12 }, (_, n) => {
    sum += term;
    term /= n + 1;
    return sum;
  });
})();

function poisson(uniform: number): number {
  let count = 0;
  while (count < CUMULATIVE.length && uniform >= CUMULATIVE[count]!) count++;
  return count;
}

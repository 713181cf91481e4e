import { invalidArgument, shown } from '@tsr/core';

/** Moments of paired differences: one a query, all finite. */
export interface Moments {
  readonly n: number;
  readonly mean: number;
  /** Of the sample (n - 1); 0 of fewer than two. */
  readonly deviation: number;
}

export function momentsOf(differences: readonly number[]): Moments {
  const wrong = differences.findIndex((value) => !Number.isFinite(value));
  if (wrong !== -1) {
    throw invalidArgument(
      `eval: difference ${wrong} is ${shown(differences[wrong])}; pass finite numbers, one a query`,
    );
  }
  const n = differences.length;
  const mean = n === 0 ? 0 : differences.reduce((sum, value) => sum + value, 0) / n;
  const squares = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { n, mean, deviation: n < 2 ? 0 : Math.sqrt(squares / (n - 1)) };
}

/** Rounding of equal differences leaves a deviation that is none. */
export function isConstant({ mean, deviation }: Moments): boolean {
  return deviation <= Math.abs(mean) * 1e-14;
}

/** Cohen's d of paired differences: their mean in standard deviations; 0 where they are all 0, else infinite where equal. */
export function effectSize(differences: readonly number[]): number {
  const moments = momentsOf(differences);
  if (moments.mean === 0) return 0;
  return isConstant(moments) ? Math.sign(moments.mean) * Number.POSITIVE_INFINITY : moments.mean / moments.deviation;
}

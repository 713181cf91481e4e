import { invalidArgument, outOfRange, shown } from '@tsr/core';

/**
 * p-values corrected for that there are several (Holm's step-down): the chance that any of them is below its bound by
 * accident stays what it is for one. In the order given.
 *
 * Source: Holm, A Simple Sequentially Rejective Multiple Test Procedure, Scandinavian Journal of Statistics 1979.
 *
 * @throws TypeError (`TSR_INVALID_ARGUMENT`) for what is no probability.
 */
export function holm(pValues: readonly number[]): readonly number[] {
  const wrong = pValues.find((p) => !(p >= 0 && p <= 1));
  if (wrong !== undefined) throw invalidArgument(`eval: a p-value is ${shown(wrong)}; pass probabilities, 0 to 1`);
  const order = pValues.map((_, at) => at).sort((a, b) => pValues[a]! - pValues[b]!);
  const corrected = new Array<number>(pValues.length);
  let highest = 0;
  for (const [rank, at] of order.entries()) {
    highest = Math.max(highest, Math.min(1, pValues[at]! * (pValues.length - rank)));
    corrected[at] = highest;
  }
  return corrected;
}

/** Standard normal quantiles of two-sided .05 and of power .8. */
const ALPHA_QUANTILE = 1.959963984540054;
const POWER_QUANTILE = 0.8416212335729143;

/**
 * How many queries a paired comparison needs to see a difference of `effect` with probability .8 at the level .05, where
 * the differences have the standard deviation `deviation`; by the normal approximation.
 *
 * Source: Cohen, Statistical Power Analysis, 1988; Sakai, Statistical Reform in Information Retrieval?, SIGIR Forum 2014.
 *
 * @throws RangeError (`TSR_INVALID_ARGUMENT`) for an effect of 0 or a deviation that is none.
 */
export function queriesNeeded({ deviation, effect }: { readonly deviation: number; readonly effect: number }): number {
  if (!Number.isFinite(effect) || effect === 0)
    throw outOfRange(`eval: effect is ${shown(effect)}; pass one that is not 0`);
  if (!(deviation >= 0 && Number.isFinite(deviation)))
    throw outOfRange(`eval: deviation is ${shown(deviation)}; pass at least 0`);
  return Math.max(2, Math.ceil((((ALPHA_QUANTILE + POWER_QUANTILE) * deviation) / effect) ** 2));
}

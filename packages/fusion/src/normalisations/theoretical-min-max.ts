import { invalidArgument, outOfRange, shown } from '@tsr/core';
import type { Normalisation } from './normalisation.ts';

/** A cosine that was rounded may be this much below its theoretical minimum. */
const ROUNDING = 1e-6;

/**
 * From the least score that a leg could give in theory, which becomes 0, to the highest that it gave, which becomes 1:
 * BM25 gives at least 0, a cosine at least -1. Unlike the minimum of the list, it does not move with the depth of the
 * search, and the last document of a leg keeps what it is worth. `minimum` has one number a leg, by name.
 *
 * Source: Bruch, Gai and Ingber, An Analysis of Fusion Functions for Hybrid Retrieval, TOIS 2023 (TM2C2).
 *
 * @throws TypeError or RangeError (`TSR_INVALID_ARGUMENT`) from the fusion, for a leg without a minimum, or a score
 * below it.
 */
export function theoreticalMinMax(minimum: Readonly<Record<string, number>>): Normalisation {
  const subject = 'theoreticalMinMax';
  for (const [leg, least] of Object.entries(minimum ?? {})) {
    if (!Number.isFinite(least))
      throw outOfRange(`${subject}: minimum of leg ${shown(leg)} is ${shown(least)}; pass a finite number`);
  }
  return (scores, leg) => {
    if (!Object.hasOwn(minimum, leg)) {
      throw invalidArgument(`${subject}: leg ${shown(leg)} has no minimum; pass one: 0 for BM25, -1 for a cosine`);
    }
    const least = minimum[leg]!;
    const below = scores.find((score) => score < least - ROUNDING);
    if (below !== undefined) {
      throw outOfRange(`${subject}: leg ${shown(leg)} gave ${below}, its minimum is ${least}; pass a lower one`);
    }
    const range = scores.reduce((most, score) => Math.max(most, score), least) - least;
    return scores.map((score) => (range === 0 ? 1 : Math.max(0, score - least) / range));
  };
}

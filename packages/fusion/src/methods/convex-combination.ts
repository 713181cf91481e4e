import type { Fusion } from '@tsr/core';
import { defineFusion } from '../define-fusion.ts';
import type { FusionMethod } from '../fusion-method.ts';
import { type ScoreFusionOptions, scoreMethod } from '../fusion-options.ts';

/**
 * Adds up the normalised scores of the legs, each times its share of the weights. With `minMax`, scores are in 0 to 1.
 * A leg that lacks a document adds 0 to it (unless `missing` says otherwise), and so does one that has it in a higher
 * tier than its best: behind those that its last stage scored.
 *
 * The minimum of `minMax` is that of the list which the leg returned. So the last document of a leg gets 0, like one
 * that the leg did not find (unless backfilled), and a single one gets 1; and a search that asks the legs for more
 * documents moves the minimum: in a hybrid, one whose `topK` is above `legDepth`. `theoreticalMinMax` does not move.
 *
 * Source: Bruch, Gai and Ingber, An Analysis of Fusion Functions for Hybrid Retrieval, TOIS 2023.
 *
 * @throws TypeError or RangeError (`TSR_INVALID_ARGUMENT`) from the fusion, for invalid legs.
 */
export function convexCombination(options: ScoreFusionOptions = {}): Fusion {
  return defineFusion('convexCombination', convexCombinationMethod(options));
}

export function convexCombinationMethod(options: ScoreFusionOptions): FusionMethod {
  return scoreMethod('convexCombination', options, { convex: true });
}

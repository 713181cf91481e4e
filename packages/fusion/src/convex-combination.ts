import { type Fusion, minMax } from '@tsr/core';
import { defineFusion } from './define-fusion.ts';
import type { Normalisation } from './normalise.ts';
import { checkNormalisation, normalisedPoints } from './normalised-points.ts';

export interface ConvexCombinationOptions {
  /** Brings a leg's scores to the scale that the legs share; sees the scores of one leg. @default minMax */
  readonly normalise?: Normalisation | undefined;
}

const SUBJECT = 'convexCombination';

/**
 * Adds up the normalised scores of the legs, each times its share of the weights. With `minMax`, scores are in 0 to 1.
 * A leg that lacks a document adds 0 to it, and so does one that has it in a higher tier than its best: behind those that
 * its last stage scored.
 *
 * The minimum of `minMax` is that of the list which the leg returned. So the last document of a leg gets 0, like one
 * that the leg did not find (unless backfilled), and a single one gets 1; and a search that asks the legs for more
 * documents moves the minimum: in a hybrid, one whose `topK` is above `legDepth`.
 *
 * Source: Bruch, Gai and Ingber, An Analysis of Fusion Functions for Hybrid Retrieval, TOIS 2023. They also study the
 * least score that a leg could give in theory as the minimum, which does not move; that is not here yet.
 *
 * @throws TypeError or RangeError (`TSR_INVALID_ARGUMENT`) from the fusion, for invalid legs.
 */
export function convexCombination({ normalise = minMax }: ConvexCombinationOptions = {}): Fusion {
  checkNormalisation(SUBJECT, normalise);
  return defineFusion(SUBJECT, { convex: true, points: (list) => normalisedPoints(SUBJECT, list, normalise) });
}

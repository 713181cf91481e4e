import { type Fusion, outOfRange, shown } from '@tsr/core';
import { defineFusion } from '../define-fusion.ts';
import type { FusionMethod } from '../fusion-method.ts';
import { type FusionOptions, rankMethod } from '../fusion-options.ts';

export interface RankBiasedCentroidsOptions extends FusionOptions {
  /** Persistence: how likely a reader goes on to the next rank, above 0, below 1. @default .98 */
  readonly phi?: number | undefined;
}

/**
 * Rank-biased centroids: the sum of (1 - phi) * phi ^ (rank - 1).
 *
 * Source: Bailey, Moffat, Scholer and Thomas, Retrieval Consistency in the Presence of Query Variations, SIGIR 2017.
 *
 * @throws RangeError (`TSR_INVALID_ARGUMENT`) for a phi that is not above 0 and below 1.
 */
export function rankBiasedCentroids(options: RankBiasedCentroidsOptions = {}): Fusion {
  return defineFusion('rankBiasedCentroids', rankBiasedCentroidsMethod(options));
}

export function rankBiasedCentroidsMethod({ phi = 0.98, ...options }: RankBiasedCentroidsOptions): FusionMethod {
  if (!(phi > 0 && phi < 1)) {
    throw outOfRange(`rankBiasedCentroids: phi is ${shown(phi)}; pass a number above 0 and below 1`);
  }
  return rankMethod('rankBiasedCentroids', options, (rank) => (1 - phi) * phi ** (rank - 1));
}

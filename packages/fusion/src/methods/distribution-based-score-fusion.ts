import type { Fusion } from '@tsr/core';
import { defineFusion } from '../define-fusion.ts';
import type { FusionMethod } from '../fusion-method.ts';
import { type FusionOptions, scoreMethod } from '../fusion-options.ts';
import { threeSigma } from '../normalisations/linear.ts';

/**
 * Distribution-based score fusion: the sum of the scores of each leg, scaled so that three standard deviations below its
 * mean are 0 and three above are 1.
 *
 * Source: Mazzeschi, Distribution-Based Score Fusion (DBSF), a new approach to Vector Search Ranking, 2023.
 */
export function distributionBasedScoreFusion(options: FusionOptions = {}): Fusion {
  return defineFusion('distributionBasedScoreFusion', distributionBasedScoreFusionMethod(options));
}

export function distributionBasedScoreFusionMethod(options: FusionOptions): FusionMethod {
  return scoreMethod('distributionBasedScoreFusion', { ...options, normalise: threeSigma });
}

import type { Fusion } from '@tsr/core';
import { defineFusion } from '../define-fusion.ts';
import type { FusionMethod } from '../fusion-method.ts';
import { type ScoreFusionOptions, scoreMethod } from '../fusion-options.ts';
import { noNormalisation } from '../normalisations/linear.ts';

/** Adds up the scores of the legs as they are, each times the weight of its leg: for legs on one scale. */
export function weightedSum(options: ScoreFusionOptions = {}): Fusion {
  return defineFusion('weightedSum', weightedSumMethod(options));
}

export function weightedSumMethod({ normalise = noNormalisation, ...options }: ScoreFusionOptions): FusionMethod {
  return scoreMethod('weightedSum', { ...options, normalise });
}

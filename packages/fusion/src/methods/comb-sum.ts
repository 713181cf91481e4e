import type { Fusion } from '@tsr/core';
import { defineFusion } from '../define-fusion.ts';
import type { FusionMethod } from '../fusion-method.ts';
import { type ScoreFusionOptions, scoreMethod } from '../fusion-options.ts';

/**
 * CombSUM: adds up the normalised scores of the legs that have a document, each times the weight of its leg.
 *
 * Source: Fox and Shaw, Combination of Multiple Searches, TREC-2, 1993.
 */
export function combSum(options: ScoreFusionOptions = {}): Fusion {
  return defineFusion('combSum', combSumMethod(options));
}

export function combSumMethod(options: ScoreFusionOptions): FusionMethod {
  return scoreMethod('combSum', options);
}

import type { Fusion } from '@tsr/core';
import { defineFusion } from '../define-fusion.ts';
import type { FusionMethod } from '../fusion-method.ts';
import { type ScoreFusionOptions, scoreMethod } from '../fusion-options.ts';

/**
 * CombANZ: the mean of the weighted, normalised scores over the legs that have the document.
 *
 * Source: Fox and Shaw, Combination of Multiple Searches, TREC-2, 1993.
 */
export function combAnz(options: ScoreFusionOptions = {}): Fusion {
  return defineFusion('combAnz', combAnzMethod(options));
}

export function combAnzMethod(options: ScoreFusionOptions): FusionMethod {
  return scoreMethod('combAnz', options, { factor: (legs) => 1 / legs });
}

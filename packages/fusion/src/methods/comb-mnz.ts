import type { Fusion } from '@tsr/core';
import { defineFusion } from '../define-fusion.ts';
import type { FusionMethod } from '../fusion-method.ts';
import { type ScoreFusionOptions, scoreMethod } from '../fusion-options.ts';

/**
 * CombMNZ: the sum of the weighted, normalised scores, times the number of legs that have the document.
 *
 * Source: Fox and Shaw, Combination of Multiple Searches, TREC-2, 1993.
 */
export function combMnz(options: ScoreFusionOptions = {}): Fusion {
  return defineFusion('combMnz', combMnzMethod(options));
}

export function combMnzMethod(options: ScoreFusionOptions): FusionMethod {
  return scoreMethod('combMnz', options, { factor: (legs) => legs });
}

import type { Fusion } from '@tsr/core';
import { defineFusion } from '../define-fusion.ts';
import type { FusionMethod } from '../fusion-method.ts';
import { type ScoreFusionOptions, scoreMethod } from '../fusion-options.ts';

/**
 * CombMIN: the lowest of the weighted, normalised scores of the legs that have the document; it is the contribution of
 * the first leg that gives it.
 *
 * Source: Fox and Shaw, Combination of Multiple Searches, TREC-2, 1993.
 */
export function combMin(options: ScoreFusionOptions = {}): Fusion {
  return defineFusion('combMin', combMinMethod(options));
}

export function combMinMethod(options: ScoreFusionOptions): FusionMethod {
  return scoreMethod('combMin', options, { combine });
}

function combine(points: number[]): void {
  let worst = 0;
  for (let at = 1; at < points.length; at++) if (points[at]! < points[worst]!) worst = at;
  for (let at = 0; at < points.length; at++) if (at !== worst) points[at] = 0;
}

import type { Fusion } from '@tsr/core';
import { defineFusion } from '../define-fusion.ts';
import type { FusionMethod } from '../fusion-method.ts';
import { type ScoreFusionOptions, scoreMethod } from '../fusion-options.ts';

/**
 * CombMAX: the highest of the weighted, normalised scores; it is the contribution of the first leg that gives it.
 *
 * Source: Fox and Shaw, Combination of Multiple Searches, TREC-2, 1993.
 */
export function combMax(options: ScoreFusionOptions = {}): Fusion {
  return defineFusion('combMax', combMaxMethod(options));
}

export function combMaxMethod(options: ScoreFusionOptions): FusionMethod {
  return scoreMethod('combMax', options, { combine });
}

function combine(points: number[]): void {
  let best = 0;
  for (let at = 1; at < points.length; at++) if (points[at]! > points[best]!) best = at;
  for (let at = 0; at < points.length; at++) if (at !== best) points[at] = 0;
}

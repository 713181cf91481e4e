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

function combine(points: readonly number[]): readonly number[] {
  const best = points.indexOf(points.reduce((most, value) => Math.max(most, value)));
  return points.map((value, at) => (at === best ? value : 0));
}

import type { Fusion } from '@tsr/core';
import { defineFusion } from '../define-fusion.ts';
import type { FusionMethod } from '../fusion-method.ts';
import { type ScoreFusionOptions, scoreMethod } from '../fusion-options.ts';

/**
 * CombMED: the median of the weighted, normalised scores of the legs that have the document; of an even number, the
 * mean of the two in the middle, each of whose legs contributes half.
 *
 * Source: Fox and Shaw, Combination of Multiple Searches, TREC-2, 1993.
 */
export function combMed(options: ScoreFusionOptions = {}): Fusion {
  return defineFusion('combMed', combMedMethod(options));
}

export function combMedMethod(options: ScoreFusionOptions): FusionMethod {
  return scoreMethod('combMed', options, { combine });
}

function combine(points: readonly number[]): readonly number[] {
  const order = points.map((_, at) => at).sort((a, b) => points[a]! - points[b]!);
  const middle = [order[(order.length - 1) >> 1]!, order[order.length >> 1]!];
  return points.map((value, at) => middle.filter((place) => place === at).length * (value / 2));
}

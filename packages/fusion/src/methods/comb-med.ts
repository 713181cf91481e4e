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

function combine(points: number[]): void {
  const given = points.slice();
  const lower = (given.length - 1) >> 1;
  const upper = given.length >> 1;
  for (let at = 0; at < given.length; at++) {
    const place = placeOf(given, at);
    if (place !== lower && place !== upper) points[at] = 0;
    else if (lower !== upper) points[at]! /= 2;
  }
}

/** Of one of the values in ascending order; equal ones keep theirs. */
function placeOf(values: readonly number[], own: number): number {
  let place = 0;
  for (let at = 0; at < values.length; at++) {
    if (values[at]! < values[own]! || (values[at] === values[own] && at < own)) place++;
  }
  return place;
}

import { checkCount, invalidArgument, minMax, shown } from '@tsr/core';
import type { FusionMethod, RankedList } from './fusion-method.ts';
import type { Normalisation } from './normalisations/normalisation.ts';
import { checkNormalisation, normalisedPoints } from './normalised-points.ts';

/** What every fusion takes. */
export interface FusionOptions {
  /**
   * What a leg gives to a document that it lacks: nothing (it counts as not there), or its lowest points, as if it had
   * come last there. Its true score is better than both, where the leg can give it: `backfill` of the hybrid.
   * @default 'zero'
   */
  readonly missing?: 'zero' | 'minimum' | undefined;
  /** Only what at least that many legs found: 2 is what both of two found. @default 1 */
  readonly minLegs?: number | undefined;
}

export interface ScoreFusionOptions extends FusionOptions {
  /** Brings a leg's scores to the scale that the legs share; sees the scores of one leg. @default minMax */
  readonly normalise?: Normalisation | undefined;
}

/** The method with what the options ask for. */
export function withOptions(
  subject: string,
  method: FusionMethod,
  { missing = 'zero', minLegs = 1 }: FusionOptions,
): FusionMethod {
  if (missing !== 'zero' && missing !== 'minimum') {
    throw invalidArgument(`${subject}: missing is ${shown(missing)}; pass 'zero' or 'minimum'`);
  }
  checkCount(subject, 'minLegs', minLegs);
  return { ...method, minLegs, ...(missing === 'minimum' && { absent: lowest }) };
}

/** A method over normalised scores. */
export function scoreMethod(
  subject: string,
  { normalise = minMax, ...options }: ScoreFusionOptions,
  method: Omit<FusionMethod, 'points'> = {},
): FusionMethod {
  checkNormalisation(subject, normalise);
  const points = (list: RankedList) => normalisedPoints(subject, list, normalise);
  return withOptions(subject, { ...method, points }, options);
}

/** A method over ranks, from 1. */
export function rankMethod(
  subject: string,
  options: FusionOptions,
  pointsOf: (rank: number, pool: number) => number,
  method: Omit<FusionMethod, 'points'> = {},
): FusionMethod {
  const points = ({ documents }: RankedList, pool: number) => documents.map((_, index) => pointsOf(index + 1, pool));
  return withOptions(subject, { ...method, points }, options);
}

/** A list that found nothing has no lowest points. */
function lowest(points: readonly number[]): number | undefined {
  return points.length === 0 ? undefined : points.reduce((least, value) => Math.min(least, value));
}

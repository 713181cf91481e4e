import { invalidArgument, minMax, shown } from '@tsr/core';
import { l2, maxScore, noNormalisation, sumToOne, threeSigma, zScore } from './linear.ts';
import type { Normalisation } from './normalisation.ts';
import { rankShare } from './rank-share.ts';
import { theoreticalMinMax } from './theoretical-min-max.ts';

export type NormalisationName =
  | 'none'
  | 'minMax'
  | 'theoreticalMinMax'
  | 'max'
  | 'sum'
  | 'zScore'
  | 'threeSigma'
  | 'rank'
  | 'l2';

const FIXED: Readonly<Record<Exclude<NormalisationName, 'theoreticalMinMax'>, Normalisation>> = {
  none: noNormalisation,
  minMax,
  max: maxScore,
  sum: sumToOne,
  zScore,
  threeSigma,
  rank: rankShare,
  l2,
};

/** @throws TypeError (`TSR_INVALID_ARGUMENT`) for a name that there is not. */
export function normalisationOf(
  name: NormalisationName | undefined,
  minimum: Readonly<Record<string, number>> | undefined,
): Normalisation | undefined {
  if (name === 'theoreticalMinMax') return theoreticalMinMax(minimum ?? {});
  if (minimum !== undefined) {
    throw invalidArgument(`fusion: minimum goes with theoreticalMinMax, and normalise is ${shown(name)}; choose one`);
  }
  if (name === undefined) return undefined;
  if (Object.hasOwn(FIXED, name)) return FIXED[name];
  throw invalidArgument(
    `fusion: normalise is ${shown(name)}; pass one of ${Object.keys(FIXED).join(', ')}, theoreticalMinMax`,
  );
}

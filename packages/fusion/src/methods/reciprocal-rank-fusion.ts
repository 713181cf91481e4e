import { type Fusion, outOfRange, shown } from '@tsr/core';
import { defineFusion } from '../define-fusion.ts';
import type { FusionMethod } from '../fusion-method.ts';
import { type FusionOptions, rankMethod } from '../fusion-options.ts';

export interface ReciprocalRankFusionOptions extends FusionOptions {
  /** Larger values make the first ranks count less against the others: at least 0. @default 60 */
  readonly k?: number | undefined;
}

/**
 * Adds up weight / (k + rank) over the legs that have a document; scores play no part.
 *
 * Source: Cormack, Clarke and Buettcher, Reciprocal Rank Fusion outperforms Condorcet and Individual Rank Learning
 * Methods, SIGIR 2009.
 *
 * @throws RangeError (`TSR_INVALID_ARGUMENT`) for a `k` that is not a finite number of at least 0; TypeError or
 * RangeError from the fusion, for invalid legs.
 */
export function reciprocalRankFusion(options: ReciprocalRankFusionOptions = {}): Fusion {
  return defineFusion('reciprocalRankFusion', reciprocalRankFusionMethod(options));
}

export function reciprocalRankFusionMethod({ k = 60, ...options }: ReciprocalRankFusionOptions): FusionMethod {
  if (!Number.isFinite(k) || k < 0) {
    throw outOfRange(`reciprocalRankFusion: k is ${shown(k)}; pass a finite number of at least 0`);
  }
  return rankMethod('reciprocalRankFusion', options, (rank) => 1 / (k + rank));
}

import { type Fusion, outOfRange, shown } from '@tsr/core';
import { defineFusion } from './define-fusion.ts';

export interface ReciprocalRankFusionOptions {
  /** Larger values make the first ranks count less against the others: at least 0. @default 60 */
  readonly k?: number | undefined;
}

const SUBJECT = 'reciprocalRankFusion';

/**
 * Adds up weight / (k + rank) over the legs that have a document; scores play no part.
 *
 * Source: Cormack, Clarke and Buettcher, Reciprocal Rank Fusion outperforms Condorcet and Individual Rank Learning
 * Methods, SIGIR 2009.
 *
 * @throws RangeError (`TSR_INVALID_ARGUMENT`) for a `k` that is not a finite number of at least 0; TypeError or
 * RangeError from the fusion, for invalid legs.
 */
export function reciprocalRankFusion({ k = 60 }: ReciprocalRankFusionOptions = {}): Fusion {
  if (!Number.isFinite(k) || k < 0) {
    throw outOfRange(`${SUBJECT}: k is ${shown(k)}; pass a finite number of at least 0`);
  }
  return defineFusion(SUBJECT, { points: ({ documents }) => documents.map((_, index) => 1 / (k + index + 1)) });
}

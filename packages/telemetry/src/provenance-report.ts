import type { RangeFigures, RangeTally } from './range-tally.ts';
import type { ProvenanceBounds } from './ranges.ts';

/** Where the final top k came from, over all queries. Plain JSON data. */
export interface ProvenanceReport {
  /** The k of the final top k. */
  readonly topK: number;
  readonly queries: number;
  /** Queries that the second stage was not asked about: there was none, or nothing was found. */
  readonly withoutSecondStage: number;
  /** Queries without a result. */
  readonly empty: number;
  /** Queries with results, but fewer than `topK`. */
  readonly short: number;
  /** Results in the top k, over all queries. */
  readonly results: number;
  /** Results in the top k that the second stage was asked about, and its last part did not score. They are in every figure below. */
  readonly unscored: number;
  /** Over all queries. */
  readonly candidates: number;
  /** By the rank that the second stage was given. The last range is open. */
  readonly byRank: readonly ProvenanceRange[];
  /** By first-stage score, moved and scaled to 0 to 1 over the query's candidates; 1 where all are equal. */
  readonly byScore: readonly ProvenanceRange[];
  /** By the rank and the score that each part of the first stage gave, in order of names. */
  readonly byLeg: readonly ProvenanceLeg[];
}

export interface ProvenanceLeg {
  readonly leg: string;
  /** By the rank that this part gave, in the ranges of the report's `byRank`; last `'not found'`: what others brought. */
  readonly byRank: readonly ProvenanceRange[];
  /**
   * By the score that this part gave, moved and scaled to 0 to 1 over those of the query's candidates that this part
   * found; 1 where all are equal, or one is alone. In the ranges of the report's `byScore`; last `'not found'`.
   */
  readonly byScore: readonly ProvenanceRange[];
}

export interface ProvenanceRange extends ProvenanceBounds, RangeFigures {}

/** What the tally counted, each with the bounds of its range. */
export function rangesOf(bounds: readonly ProvenanceBounds[], tally: RangeTally): readonly ProvenanceRange[] {
  return tally.figures().map((figures, bin) => ({ ...bounds[bin]!, ...figures }));
}

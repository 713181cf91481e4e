import type { ProvenanceDepth } from './depth-tally.ts';
import type { ProvenanceMoves } from './moves-tally.ts';
import type { ProvenanceOverlap } from './overlap-tally.ts';
import type { RangeFigures, RangeTally } from './range-tally.ts';
import type { ProvenanceBounds } from './ranges.ts';
import type { ScoreScale } from './score-scale.ts';
import type { ProvenanceStage } from './stage-tallies.ts';

/** Where the final top k came from, over all queries. Plain JSON data. */
export interface ProvenanceReport extends ProvenanceFigures {
  /** The k of the final top k. */
  readonly topK: number;
  /** What the ranges of `byScore` are ranges of. */
  readonly scoreScale: ScoreScale;
  /** Of the intervals: bootstrap over queries. */
  readonly bootstrap: { readonly resamples: number; readonly confidence: number; readonly seed: number };
  /** Queries that the second stage was not asked about: there was none, or nothing was found. */
  readonly withoutSecondStage: number;
  /** Every stage that ran: its time beside what it changed. */
  readonly stages: readonly ProvenanceStage[];
  /** The figures again, of relevant documents alone; null where no query came with judgments. */
  readonly relevant: RelevantFigures | null;
}

/** What is counted of all candidates, and again of the relevant ones. */
export interface ProvenanceFigures {
  readonly queries: number;
  /** Queries without a result. */
  readonly empty: number;
  /** Queries with results, but fewer than `topK`. */
  readonly short: number;
  /** Results in the top k, over all queries. */
  readonly results: number;
  /** Results in the top k that the second stage was asked about, and its last part did not score. They are in every figure. */
  readonly unscored: number;
  /** Over all queries. */
  readonly candidates: number;
  /** By the rank that the second stage was given. The last range is open. */
  readonly byRank: readonly ProvenanceRange[];
  /** By first-stage score, on the report's `scoreScale`. */
  readonly byScore: readonly ProvenanceRange[];
  /** By the rank and the score that each part of the first stage gave, in order of names. */
  readonly byLeg: readonly ProvenanceLeg[];
  /** By which legs found it, and no others; empty where the first stage has no parts. */
  readonly overlap: readonly ProvenanceOverlap[];
  readonly moves: ProvenanceMoves;
  readonly depth: ProvenanceDepth;
}

export interface RelevantFigures extends ProvenanceFigures {
  /** Relevant documents of these queries, found or not: less `candidates`, what the candidate sets had already lost. */
  readonly relevant: number;
}

export interface ProvenanceLeg {
  readonly leg: string;
  /** By the rank that this part gave, in the ranges of the report's `byRank`; last `'not found'`: what others brought. */
  readonly byRank: readonly ProvenanceRange[];
  /**
   * By the score that this part gave, scaled over those of the query's candidates that this part found, as the report's
   * `scoreScale` says (`'minMax'` where that is `'raw'`: legs have scales of their own); last `'not found'`.
   */
  readonly byScore: readonly ProvenanceRange[];
}

export interface ProvenanceRange extends ProvenanceBounds, RangeFigures {}

/** What the tally counted, each with the bounds of its range. */
export function rangesOf(bounds: readonly ProvenanceBounds[], tally: RangeTally): readonly ProvenanceRange[] {
  return tally.figures().map((figures, bin) => ({ ...bounds[bin]!, ...figures }));
}

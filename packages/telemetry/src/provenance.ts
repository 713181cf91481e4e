import { checkCount, minMax } from '@tsr/core';
import { createLegTallies } from './leg-tallies.ts';
import { checkObservation, type ObservedCandidate, type ProvenanceObservation } from './observation.ts';
import { type ProvenanceReport, rangesOf } from './provenance-report.ts';
import { createRangeTally, type RangeMark } from './range-tally.ts';
import { checkRankEdges, checkScoreEdges, rankBin, rankRanges, scoreBin, scoreRanges } from './ranges.ts';

export interface ProvenanceOptions {
  /** How many of the best results are looked at. @default 10 */
  readonly topK?: number | undefined;
  /** The last rank of each range, ascending. What is beyond has a range of its own. @default [10, 20, 50, 100] */
  readonly rankEdges?: readonly number[] | undefined;
  /** From 0 to 1, ascending. Ranges are [a, b), the last one closed. @default [0, 0.2, 0.4, 0.6, 0.8, 1] */
  readonly scoreEdges?: readonly number[] | undefined;
}

export interface Provenance {
  /**
   * Counts one query. See `observationOf`.
   * @throws RangeError (`TSR_INVALID_ARGUMENT`) for ranks and scores that are none; then nothing was counted.
   */
  add(observation: ProvenanceObservation): void;
  /** Over the queries so far. */
  report(): ProvenanceReport;
}

/**
 * Which first-stage ranks and scores the final top k came from. Takes queries one by one and keeps sums only, so
 * that memory depends on the number of ranges and legs, not of queries.
 */
export function createProvenance(options: ProvenanceOptions = {}): Provenance {
  const topK = checkCount('telemetry', 'topK', options.topK ?? 10);
  const rankEdges = checkRankEdges(options.rankEdges ?? [10, 20, 50, 100]);
  const scoreEdges = checkScoreEdges(options.scoreEdges ?? [0, 0.2, 0.4, 0.6, 0.8, 1]);
  const rankBounds = rankRanges(rankEdges);
  const scoreBounds = scoreRanges(scoreEdges);
  const byRank = createRangeTally(rankBounds.length);
  const byScore = createRangeTally(scoreBounds.length);
  const byLeg = createLegTallies(rankEdges, scoreEdges);
  const totals = createTotals(topK);

  return {
    add(observation) {
      checkObservation(observation);
      const { candidates, legs } = observation;
      const marks = candidates.map((candidate) => markOf(candidate, topK));
      const scores = minMax(candidates.map(({ firstStageScore }) => firstStageScore));
      byRank.add(marks.map((mark, i) => ({ ...mark, bin: rankBin(rankEdges, candidates[i]!.firstStageRank) })));
      byScore.add(marks.map((mark, i) => ({ ...mark, bin: scoreBin(scoreEdges, scores[i]!) })));
      byLeg.add(marks, legs);
      totals.add(marks, observation.secondStage);
    },
    report: () => ({
      topK,
      ...totals.report(),
      byRank: rangesOf(rankBounds, byRank),
      byScore: rangesOf(scoreBounds, byScore),
      byLeg: byLeg.report(),
    }),
  };
}

function markOf({ finalRank, unscored = false }: ObservedCandidate, topK: number): RangeMark {
  const returned = finalRank !== undefined && finalRank <= topK;
  return { returned, unscored: returned && unscored };
}

type Totals = Omit<ProvenanceReport, 'topK' | 'byRank' | 'byScore' | 'byLeg'>;

function createTotals(topK: number): {
  add(marks: readonly RangeMark[], secondStage: boolean): void;
  report(): Totals;
} {
  const sums = { queries: 0, withoutSecondStage: 0, empty: 0, short: 0, results: 0, unscored: 0, candidates: 0 };
  return {
    add(marks, secondStage) {
      const results = marks.filter(({ returned }) => returned).length;
      sums.queries++;
      sums.results += results;
      sums.candidates += marks.length;
      sums.unscored += marks.filter(({ unscored }) => unscored).length;
      if (!secondStage) sums.withoutSecondStage++;
      if (results === 0) sums.empty++;
      else if (results < topK) sums.short++;
    },
    report: () => ({ ...sums }),
  };
}

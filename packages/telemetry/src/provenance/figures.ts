import { createDepthTally } from './depth-tally.ts';
import { createLegTallies } from './leg-tallies.ts';
import { createMovesTally } from './moves-tally.ts';
import type { ProvenanceObservation } from './observation.ts';
import { createOverlapTally } from './overlap-tally.ts';
import { type ProvenanceFigures, rangesOf } from './provenance-report.ts';
import type { QueryView } from './query-view.ts';
import { createRangeTally } from './range-tally.ts';
import type { RangeAxis } from './ranges.ts';
import type { Resampling } from './resampling.ts';

export interface FigureSettings {
  readonly topK: number;
  readonly rankEdges: readonly number[];
  readonly ranks: RangeAxis;
  readonly scores: RangeAxis;
  readonly legScores: RangeAxis;
  readonly resampling: Resampling;
}

export interface Figures {
  add(query: QueryView, observation: ProvenanceObservation): void;
  report(): ProvenanceFigures;
}

/** Everything that is counted of candidates: of all, or of those that a view is restricted to. */
export function createFigures(settings: FigureSettings): Figures {
  const { topK, rankEdges, ranks, scores, legScores, resampling } = settings;
  const byRank = createRangeTally(ranks.bounds.length, resampling);
  const byScore = createRangeTally(scores.bounds.length, resampling);
  const byLeg = createLegTallies(ranks, legScores, resampling);
  const overlap = createOverlapTally(resampling);
  const moves = createMovesTally(topK, rankEdges);
  const depth = createDepthTally();
  const totals = createTotals(topK);
  return {
    add(query, observation) {
      byRank.add(query, ({ firstStageRank }) => ranks.binOf(firstStageRank));
      byScore.add(query, ({ score }) => scores.binOf(score));
      for (const tally of [byLeg, overlap, moves, totals]) tally.add(query);
      depth.add(query, observation);
    },
    report: () => ({
      ...totals.report(),
      byRank: rangesOf(ranks.bounds, byRank),
      byScore: rangesOf(scores.bounds, byScore),
      byLeg: byLeg.report(),
      overlap: overlap.report(),
      moves: moves.report(),
      depth: depth.report(),
    }),
  };
}

type Totals = Pick<ProvenanceFigures, 'queries' | 'empty' | 'short' | 'results' | 'unscored' | 'candidates'>;

function createTotals(topK: number): { add(query: QueryView): void; report(): Totals } {
  const sums = { queries: 0, empty: 0, short: 0, results: 0, unscored: 0, candidates: 0 };
  return {
    add({ candidates }) {
      const results = candidates.filter(({ returned }) => returned).length;
      sums.queries++;
      sums.results += results;
      sums.candidates += candidates.length;
      sums.unscored += candidates.filter(({ unscored }) => unscored).length;
      if (results === 0) sums.empty++;
      else if (results < topK) sums.short++;
    },
    report: () => ({ ...sums }),
  };
}

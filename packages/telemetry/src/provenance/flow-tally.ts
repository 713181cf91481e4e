import type { ViewedCandidate } from './query-view.ts';
import { type ProvenanceBounds, type RangeAxis, rankAxis } from './ranges.ts';

/** From which first-stage ranks to which final ranks the results went, over all queries. */
export interface ProvenanceFlow {
  /** Ranges of first-stage ranks: those of `byRank`, cut at ranks 1, 3, 5 and `topK` as well. The last is open. */
  readonly from: readonly ProvenanceBounds[];
  /** Ranges of final ranks, up to `topK`. */
  readonly to: readonly ProvenanceBounds[];
  /** Results, a row a range of `from`, a column a range of `to`. */
  readonly counts: readonly (readonly number[])[];
  /** One a range of `from`: of the first stage's own top k, what is not among the results. */
  readonly left: readonly number[];
}

export interface FlowTally {
  add(candidate: ViewedCandidate): void;
  report(): ProvenanceFlow;
}

const FIRST_RANKS: readonly number[] = [1, 3, 5];

/** Counts where candidates went. `rankEdges` are the last ranks of the report's own ranges. */
export function createFlowTally(topK: number, rankEdges: readonly number[]): FlowTally {
  const ends = [...FIRST_RANKS.filter((rank) => rank < topK), topK];
  const from = rankAxis([...new Set([...ends, ...rankEdges])].sort((a, b) => a - b));
  const to: RangeAxis = rankAxis(ends);
  const counts = from.bounds.map(() => ends.map(() => 0));
  const left = from.bounds.map(() => 0);
  return {
    add({ firstStageRank, finalRank, returned, withoutReranking }) {
      const row = from.binOf(firstStageRank);
      if (returned) counts[row]![to.binOf(finalRank!)]!++;
      else if (withoutReranking) left[row]!++;
    },
    report: () => ({
      ...{ from: from.bounds, to: to.bounds.slice(0, -1) },
      ...{ counts: counts.map((row) => [...row]), left: [...left] },
    }),
  };
}

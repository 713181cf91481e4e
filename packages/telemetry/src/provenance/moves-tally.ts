import { createFlowTally, type ProvenanceFlow } from './flow-tally.ts';
import { createIntegerCounts, type IntegerSummary } from './integer-counts.ts';
import type { QueryView } from './query-view.ts';

/** What the second stage did to the order, over all queries. */
export interface ProvenanceMoves {
  /** Results with a better final rank than first-stage rank; ranks gained. */
  readonly promoted: IntegerSummary;
  /** Results with a worse one; ranks lost. */
  readonly demoted: IntegerSummary;
  /** Results whose rank is the same. */
  readonly unchanged: number;
  /** Results from beyond the first stage's own top k. */
  readonly entered: number;
  /** Of the first stage's own top k, what is not among the results. */
  readonly left: number;
  /** Queries whose results, as a set, are not the first stage's own top k. */
  readonly queriesChanged: number;
  readonly flow: ProvenanceFlow;
}

export interface MovesTally {
  add(query: QueryView): void;
  report(): ProvenanceMoves;
}

/** Counts moves. `rankEdges` are the last ranks of the report's own ranges. */
export function createMovesTally(topK: number, rankEdges: readonly number[]): MovesTally {
  const promoted = createIntegerCounts();
  const demoted = createIntegerCounts();
  const counts = { unchanged: 0, entered: 0, left: 0, queriesChanged: 0 };
  const flow = createFlowTally(topK, rankEdges);
  function move(from: number, to: number): void {
    if (to < from) promoted.add(from - to);
    else if (to > from) demoted.add(to - from);
    else counts.unchanged++;
  }
  return {
    add({ candidates }) {
      let [entered, left] = [0, 0];
      for (const candidate of candidates) {
        const { firstStageRank, finalRank, returned, withoutReranking } = candidate;
        flow.add(candidate);
        if (returned) move(firstStageRank, finalRank!);
        if (returned && !withoutReranking) entered++;
        if (!returned && withoutReranking) left++;
      }
      counts.entered += entered;
      counts.left += left;
      if (entered + left > 0) counts.queriesChanged++;
    },
    report: () => ({
      ...{ promoted: promoted.summary(), demoted: demoted.summary(), ...counts },
      flow: flow.report(),
    }),
  };
}

import { createIntegerCounts, type IntegerSummary } from './integer-counts.ts';
import type { ProvenanceObservation } from './observation.ts';
import type { QueryView } from './query-view.ts';

/** How deep in the first stage's order the results were. */
export interface ProvenanceDepth {
  /** Of each query with results, the deepest first-stage rank among them. */
  readonly deepest: IntegerSummary;
  /**
   * The smallest N that would have given the same top k. Where a score depends on query and document alone (scope
   * `'pair'`), that is the deepest rank: exact. Null where a reranker of scope `'list'`, or of unknown scope, took part:
   * fewer candidates would have changed its scores.
   */
  readonly smallestN: SmallestN | null;
  /** Queries with a second stage whose scores may depend on the list. `smallestN` is null unless this is 0. */
  readonly queriesOfListScope: number;
}

export interface SmallestN {
  /** For 95 % of the queries with results. */
  readonly for95: number | null;
  readonly for99: number | null;
  readonly for100: number | null;
}

export interface DepthTally {
  add(query: QueryView, observation: ProvenanceObservation): void;
  report(): ProvenanceDepth;
}

export function createDepthTally(): DepthTally {
  const depths = createIntegerCounts();
  let queriesOfListScope = 0;
  return {
    add({ candidates }, observation) {
      if (!isPairwise(observation)) queriesOfListScope++;
      const ranks = candidates.filter(({ returned }) => returned).map(({ firstStageRank }) => firstStageRank);
      if (ranks.length > 0) depths.add(ranks.reduce((deepest, rank) => Math.max(deepest, rank)));
    },
    report: () => ({
      deepest: depths.summary(),
      smallestN: queriesOfListScope > 0 ? null : smallestNOf(depths.quantile),
      queriesOfListScope,
    }),
  };
}

function smallestNOf(quantile: (share: number) => number | null): SmallestN {
  return { for95: quantile(0.95), for99: quantile(0.99), for100: quantile(1) };
}

/** Nothing was reranked, or every reranker that took part scores pairs. */
function isPairwise({ secondStage, stages = [] }: ProvenanceObservation): boolean {
  const rerankers = stages.filter(({ stage }) => stage === 'rerank');
  return !secondStage || (rerankers.length > 0 && rerankers.every(({ scope }) => scope === 'pair'));
}

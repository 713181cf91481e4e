import {
  type CheckedQuery,
  type CheckedSearchOptions,
  type Degradation,
  INVALID_ARGUMENT,
  type Ranking,
  rankingFault,
  recorded,
  stageItems,
  TsrError,
  withEvidence,
} from '@tsr/core';
import type { HybridLeg, HybridPlan } from './hybrid-options.ts';

/** What came of one leg. */
export interface LegOutcome {
  readonly leg: HybridLeg;
  /** With a `retrieve` entry of evidence on each document; empty where the leg failed. */
  readonly ranking: Ranking;
  readonly failure?: unknown;
}

/**
 * Searches all legs at once. A failed leg stays, empty, as the policy allows; a caller's mistake and the caller's
 * abort always reject.
 *
 * @throws TsrError (`TSR_ENGINE_FAILURE`, its cause an AggregateError) if every leg failed.
 */
export async function searchLegs(
  plan: HybridPlan,
  query: CheckedQuery,
  options: CheckedSearchOptions,
): Promise<readonly LegOutcome[]> {
  const outcomes = await Promise.all(plan.legs.map((leg) => searchLeg(plan, leg, query, options)));
  const failures = outcomes.filter((outcome) => 'failure' in outcome).map(({ failure }) => failure);
  if (failures.length < outcomes.length) return outcomes;
  const message = `${plan.name}: every leg failed: ${failures.map(messageOf).join('; ')}`;
  throw new TsrError('TSR_ENGINE_FAILURE', message, { cause: new AggregateError(failures, message) });
}

function searchLeg(
  plan: HybridPlan,
  leg: HybridLeg,
  query: CheckedQuery,
  { topK, filter, signal, trace }: CheckedSearchOptions,
): Promise<LegOutcome> {
  const depth = Math.max(topK, plan.legDepth);
  return recorded(
    trace,
    { stage: 'retrieve', component: leg.name },
    async (span): Promise<LegOutcome> => {
      try {
        const found = await leg.retriever.search(query, { topK: depth, filter, signal, trace: span });
        return { leg, ranking: withRanks(leg.name, checkedRanking(plan, leg, found)) };
      } catch (failure) {
        signal?.throwIfAborted();
        if (plan.onLegFailure === 'throw' || isCallersMistake(failure)) throw failure;
        return { leg, ranking: [], failure };
      }
    },
    (outcome) => ({
      output: stageItems(outcome.ranking),
      ...degradedPart(plan, outcome, 'failed and counts as empty'),
    }),
  );
}

/** @throws TsrError (`TSR_RETRIEVER_CONTRACT`) for an invalid ranking. */
export function checkedRanking(plan: HybridPlan, { name }: HybridLeg, ranking: Ranking): Ranking {
  const fault = rankingFault(ranking);
  if (!fault) return ranking;
  const remedy = 'check it with testRetriever of @tsr/conformance';
  throw new TsrError(
    'TSR_RETRIEVER_CONTRACT',
    `${plan.name}: leg ${name} returned an invalid ranking: ${fault}; ${remedy}`,
  );
}

function withRanks(component: string, ranking: Ranking): Ranking {
  return ranking.map((item, index) =>
    withEvidence(item, { stage: 'retrieve', component, rank: index + 1, score: item.score }),
  );
}

export function isCallersMistake(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === INVALID_ARGUMENT;
}

/** For a stage event: what the failure of a leg cost, `fate` in words. */
export function degradedPart(
  { name }: HybridPlan,
  outcome: LegOutcome,
  fate: string,
): { readonly degraded?: Degradation } {
  if (!('failure' in outcome)) return {};
  const { leg, failure } = outcome;
  return {
    degraded: {
      stage: 'retrieve',
      component: leg.name,
      reason: failure instanceof TsrError && failure.code === 'TSR_RETRIEVER_CONTRACT' ? 'contract' : 'failure',
      message: `${name}: leg ${leg.name} ${fate}: ${messageOf(failure)}`,
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

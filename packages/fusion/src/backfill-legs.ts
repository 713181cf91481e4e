import {
  type CheckedQuery,
  type CheckedSearchOptions,
  type Document,
  type Ranking,
  type Retriever,
  rankingOf,
  recorded,
  type ScoresById,
  stageItems,
  withEvidence,
} from '@tsr/core';
import type { HybridPlan } from './hybrid-options.ts';
import { checkedRanking, degradedPart, isCallersMistake, type LegOutcome } from './search-legs.ts';

/** The legs, each with scores for what only others found, where its retriever can give them and did not fail. */
export async function backfillLegs(
  plan: HybridPlan,
  outcomes: readonly LegOutcome[],
  query: CheckedQuery,
  options: CheckedSearchOptions,
): Promise<readonly LegOutcome[]> {
  const found = new Map(outcomes.flatMap(({ ranking }) => ranking.map(({ document }) => [document.id, document])));
  return Promise.all(outcomes.map((outcome) => backfillLeg(plan, outcome, found, query, options)));
}

async function backfillLeg(
  plan: HybridPlan,
  outcome: LegOutcome,
  found: ReadonlyMap<string, Document>,
  query: CheckedQuery,
  { signal, trace }: CheckedSearchOptions,
): Promise<LegOutcome> {
  const { leg, ranking } = outcome;
  const own = new Set(ranking.map(({ document }) => document.id));
  const missing = [...found.values()].filter(({ id }) => !own.has(id));
  const { retriever } = leg;
  if ('failure' in outcome || missing.length === 0 || !scoresById(retriever)) return outcome;
  return recorded(
    trace,
    { stage: 'retrieve', component: `${leg.name} backfill` },
    async (): Promise<LegOutcome> => {
      try {
        const ids = missing.map(({ id }) => id);
        const scores = await retriever.scoreByIds(query, ids, { signal });
        const backfilled = rankingOf([...ranking, ...scoredItems(leg.name, missing, scores)]);
        return { leg, ranking: checkedRanking(plan, leg, backfilled) };
      } catch (failure) {
        signal?.throwIfAborted();
        if (plan.onLegFailure === 'throw' || isCallersMistake(failure)) throw failure;
        return { leg, ranking, failure };
      }
    },
    (result) => ({
      input: stageItems(ranking),
      output: stageItems(result.ranking),
      ...degradedPart(plan, result, 'could not be backfilled and keeps what it found'),
    }),
  );
}

function scoresById(retriever: Retriever): retriever is Retriever & ScoresById {
  return 'scoreByIds' in retriever && typeof retriever.scoreByIds === 'function';
}

function scoredItems(component: string, documents: readonly Document[], scores: ReadonlyMap<string, number>): Ranking {
  return documents.flatMap((document) => {
    const score = scores.get(document.id);
    return score === undefined ? [] : [withEvidence({ document, score }, { stage: 'retrieve', component, score })];
  });
}

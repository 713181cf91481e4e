import {
  type CheckedQuery,
  type CheckedSearchOptions,
  defineRetriever,
  type Ranking,
  type Retriever,
  rankingFault,
  recorded,
  stageItems,
  TsrError,
} from '@tsr/core';
import { backfillLegs } from './backfill-legs.ts';
import { type HybridOptions, type HybridPlan, hybridPlan } from './hybrid-options.ts';
import { type LegOutcome, searchLegs } from './search-legs.ts';

/**
 * Several retrievers as one: searches them at once, with the same query and filter, and fuses their rankings.
 * Every result carries, per leg, the rank and score that the leg gave it and its contribution to the fused score.
 * A failing leg counts as one that found nothing; the event recorded for it says so in `degraded`.
 *
 * @example
 * const hybrid = createHybridRetriever({ retrievers: { dense, bm25 } });
 * const ranking = await hybrid.search('How do I configure OAuth2?', { topK: 100 });
 *
 * @throws TypeError or RangeError (`TSR_INVALID_ARGUMENT`) for invalid options: a weight for an unknown leg,
 * weights that leave nothing for the legs without one. `search` rejects with TsrError `TSR_ENGINE_FAILURE` if every
 * leg failed; its cause is an AggregateError.
 */
export function createHybridRetriever(options: HybridOptions): Retriever {
  const plan = hybridPlan(options);
  return defineRetriever({
    name: plan.name,
    async search(query: CheckedQuery, search: CheckedSearchOptions): Promise<Ranking> {
      const found = await searchLegs(plan, query, search);
      const legs = plan.backfill ? await backfillLegs(plan, found, query, search) : found;
      return recorded(
        search.trace,
        { stage: 'fuse', component: plan.name },
        (span) => {
          span?.note(notesOf(plan));
          return fused(plan, legs).slice(0, search.topK);
        },
        (output) => ({ output: stageItems(output) }),
      );
    },
  });
}

/** All that it takes to fuse the same legs again, but for a fusion that is a function of the caller's. */
function notesOf({ weights, legDepth, fusionSettings }: HybridPlan): Readonly<Record<string, unknown>> {
  return { weights, legDepth, ...(fusionSettings && { fusion: fusionSettings }) };
}

function fused({ name, fusion }: HybridPlan, outcomes: readonly LegOutcome[]): Ranking {
  const ranking = fusion(outcomes.map(({ leg, ranking }) => ({ name: leg.name, weight: leg.weight, ranking })));
  const fault = rankingFault(ranking);
  if (!fault) return ranking;
  const remedy = 'check it with testFusion of @tsr/conformance';
  throw new TsrError('TSR_RETRIEVER_CONTRACT', `${name}: the fusion returned an invalid ranking: ${fault}; ${remedy}`);
}

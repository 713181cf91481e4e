import {
  createInterpolation,
  createTwoStageRetriever,
  type Document,
  defineRetriever,
  type Fusion,
  type Ranking,
  type Reranker,
  type Retriever,
  rankingOf,
  type ScoresById,
  type StageItem,
  type TwoStageRetriever,
  withEvidence,
} from '@tsr/core';
import { createHybridRetriever, type FusionSettings } from '@tsr/fusion';
import { type LoggedLeg, type LoggedReranker, type LoggedSearch, Refused } from './logged-search.ts';

/** The parts of a logged search, as they were or changed. */
export interface ReplayedParts {
  readonly firstStageK: number;
  readonly finalK: number;
  /** Fuse the legs again; otherwise what the first stage found is taken as it is. */
  readonly fuse:
    | { readonly weights: Readonly<Record<string, number>>; readonly fusion: Fusion | FusionSettings | undefined }
    | undefined;
  readonly secondStage: boolean;
  readonly interpolation: number | undefined;
}

/** The logged search as a retriever again: real stages over logged rankings and scores. */
export function replayedRetriever(logged: LoggedSearch, parts: ReplayedParts): TwoStageRetriever {
  const { firstStage, secondStage, settings } = logged;
  const { minScore, keepUnscored } = settings;
  const judged = parts.secondStage && secondStage ? judgeOf(secondStage, parts.interpolation) : undefined;
  return createTwoStageRetriever({
    firstStage: parts.fuse ? hybridOf(logged, parts.fuse) : fixedRetriever('first stage', firstStage),
    secondStage: judged,
    firstStageK: parts.firstStageK,
    finalK: Math.min(parts.finalK, parts.firstStageK),
    onSecondStageFailure: 'throw',
    ...(minScore !== undefined && { minScore, keepUnscored }),
  });
}

function hybridOf({ legs, legDepth }: LoggedSearch, fuse: NonNullable<ReplayedParts['fuse']>): Retriever {
  const backfill = legs.some(({ backfilled }) => backfilled !== undefined);
  const retrievers = Object.fromEntries(legs.map((leg) => [leg.name, legOf(leg)]));
  return createHybridRetriever({ retrievers, ...fuse, legDepth, backfill });
}

function legOf({ name, found, backfilled }: LoggedLeg): Retriever & Partial<ScoresById> {
  const retriever = fixedRetriever(name, found);
  if (!backfilled) return retriever;
  const scores = new Map(backfilled.map(({ id, score }) => [id, score]));
  return {
    ...retriever,
    scoreByIds: async (_, ids) => new Map(ids.flatMap((id) => (scores.has(id) ? [[id, scores.get(id)!]] : []))),
  };
}

function fixedRetriever(name: string, items: readonly StageItem[]): Retriever {
  const ranking = rankingOf(items.map(({ id, score, tier }) => ({ document: documentOf(id), score, ...tierOf(tier) })));
  return defineRetriever({ name, search: (_, { topK }) => ranking.slice(0, topK) });
}

function tierOf(tier: number | undefined): { readonly tier?: number } {
  return tier === undefined ? {} : { tier };
}

/** Texts are not in a trace; no stage of a replay reads any. */
function documentOf(id: string): Document {
  return { id, content: '' };
}

function judgeOf(logged: LoggedReranker, weight: number | undefined): Reranker {
  const judge = fixedReranker(logged);
  return weight === undefined ? judge : createInterpolation({ reranker: judge, weight });
}

/** Gives the scores that it gave. Refuses candidates that it did not score, and a scope that needs the same list. */
function fixedReranker({ scope, scored, given }: LoggedReranker): Reranker {
  const scores = new Map(scored.map((item) => [item.id, item]));
  const known = new Set(given.map(({ id }) => id));
  return {
    name: 'second stage',
    scope,
    async rerank(_, candidates): Promise<Ranking> {
      if (scope === 'list' && !isSameList(candidates, given)) {
        throw new Refused(
          'list-scope',
          'scores of the second stage depend on the list of candidates, which would be another',
        );
      }
      const fresh = candidates.filter(({ document }) => !known.has(document.id));
      if (fresh.length > 0) {
        throw new Refused(
          'unscored',
          `the second stage has not seen ${fresh.length} of ${candidates.length} candidates`,
        );
      }
      const items = candidates.flatMap((candidate) => {
        const item = scores.get(candidate.document.id);
        if (!item) return [];
        const { score, tier } = item;
        return withEvidence(
          { ...candidate, tier: tier ?? 0, score },
          { stage: 'rerank', component: 'second stage', score },
        );
      });
      return rankingOf(items);
    },
  };
}

function isSameList(candidates: Ranking, given: readonly StageItem[]): boolean {
  return candidates.length === given.length && candidates.every(({ document }, at) => document.id === given[at]!.id);
}

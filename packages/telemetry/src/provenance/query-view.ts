import type { ProvenanceObservation } from './observation.ts';
import { SCORE_SCALES, type ScoreScale, scaledFound } from './score-scale.ts';

/** One query, ready to be counted. */
export interface QueryView {
  readonly candidates: readonly ViewedCandidate[];
  readonly legs: readonly ViewedLeg[];
  /** How often the query counts in each resample. */
  readonly weights: Uint8Array;
}

export interface ViewedCandidate {
  readonly id: string;
  readonly firstStageRank: number;
  /** On the report's scale. */
  readonly score: number;
  readonly finalRank: number | undefined;
  /** It is one of the final results. */
  readonly returned: boolean;
  /** It is one of the final results, without a score of the second stage. */
  readonly unscored: boolean;
  /** It would be one of them in first-stage order. */
  readonly withoutReranking: boolean;
  /** Probability that it would be one of them in random order. */
  readonly atRandom: number;
}

export interface ViewedLeg {
  readonly name: string;
  /** One entry a candidate; null where the leg did not find it. */
  readonly ranks: readonly (number | null)[];
  /** Scaled over the candidates that this leg found. */
  readonly scores: readonly (number | null)[];
}

export interface ViewSettings {
  readonly topK: number;
  readonly scoreScale: ScoreScale;
}

export function viewOf(
  { candidates, legs }: ProvenanceObservation,
  { topK, scoreScale }: ViewSettings,
  weights: Uint8Array,
): QueryView {
  const scores = SCORE_SCALES[scoreScale](candidates.map(({ firstStageScore }) => firstStageScore));
  const kept = keptOf(candidates, topK);
  const atRandom = kept.size / Math.max(1, candidates.length);
  return {
    candidates: candidates.map(({ id, firstStageRank, finalRank, unscored = false }, index): ViewedCandidate => {
      const returned = finalRank !== undefined && finalRank <= topK;
      return {
        id,
        firstStageRank,
        score: scores[index]!,
        finalRank,
        returned,
        unscored: returned && unscored,
        withoutReranking: kept.has(index),
        atRandom,
      };
    }),
    legs: legs.map((leg) => ({ ...leg, scores: scaledFound(legScale(scoreScale), leg.scores) })),
    weights,
  };
}

/** Legs have scales of their own: raw scores of several legs do not go into the same ranges. */
export function legScale(scoreScale: ScoreScale): ScoreScale {
  return scoreScale === 'raw' ? 'minMax' : scoreScale;
}

/** Positions of the best `topK` in first-stage order: what would have been returned without a second stage. */
function keptOf(candidates: ProvenanceObservation['candidates'], topK: number): ReadonlySet<number> {
  const order = candidates.map((_, index) => index);
  order.sort((a, b) => candidates[a]!.firstStageRank - candidates[b]!.firstStageRank);
  return new Set(order.slice(0, topK));
}

/** The same query with these candidates alone; ranks, scores and chances are those among all. */
export function restrictedTo({ candidates, legs, weights }: QueryView, ids: ReadonlySet<string>): QueryView {
  const keep = candidates.map(({ id }) => ids.has(id));
  const only = <T>(values: readonly T[]): readonly T[] => values.filter((_, index) => keep[index]);
  return {
    candidates: only(candidates),
    legs: legs.map(({ name, ranks, scores }) => ({ name, ranks: only(ranks), scores: only(scores) })),
    weights,
  };
}

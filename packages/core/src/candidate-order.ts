import type { Ranking } from './contracts.ts';
import { compareScored } from './ranking.ts';
import type { Candidate } from './retrieval-result.ts';
import type { SecondStageOutcome } from './second-stage.ts';
import type { RetrievalPlan } from './two-stage-options.ts';

/**
 * Scored candidates by their new score, then the others in first-stage order. A first stage that has tiers of its own
 * keeps them where nothing was scored; a tail of both tiers is ordered by score, as there is no third tier.
 */
export function orderByTier(found: readonly Candidate[], scored: Ranking): readonly Candidate[] {
  if (scored.length === 0 && found.some(({ item }) => item.tier === 1)) return found;
  const open = new Map(found.map((candidate) => [candidate.item.document.id, candidate]));
  const first = scored.map(({ document, score, evidence }): Candidate => {
    const candidate = open.get(document.id) as Candidate;
    open.delete(document.id);
    const item = { document: candidate.item.document, score, tier: 0, ...(evidence && { evidence }) } as const;
    return { ...candidate, secondStageScore: score, item };
  });
  const rest = [...open.values()].map(
    (candidate): Candidate => ({ ...candidate, item: { ...candidate.item, tier: 1 } }),
  );
  return [...first, ...rest].sort((a, b) => compareScored(a.item, b.item));
}

/** What `minScore` leaves, and a warning where it took something or could not be applied. */
export function cutByScore(
  { minScore, keepUnscored, secondStage }: RetrievalPlan,
  candidates: readonly Candidate[],
  judged: SecondStageOutcome | undefined,
): { candidates: readonly Candidate[]; warnings: readonly string[] } {
  if (minScore === undefined || candidates.length === 0) return { candidates, warnings: [] };
  if (secondStage && !judged?.scored.length) {
    return { candidates, warnings: [`minScore ${minScore} was not applied: the second stage scored nothing`] };
  }
  const kept = candidates.filter(({ item }) => (item.tier === 1 ? keepUnscored : item.score >= minScore));
  const dropped = candidates.length - kept.length;
  return {
    candidates: kept,
    warnings: dropped ? [`minScore ${minScore} dropped ${dropped} of ${candidates.length}`] : [],
  };
}

import type { Ranking } from './contracts.ts';
import { reordered } from './reordered.ts';
import type { Candidate } from './retrieval-result.ts';
import type { RetrievalPlan } from './two-stage-options.ts';

/** Candidates in the order of the second stage's scores, then the others in first-stage order. */
export function orderByTier(found: readonly Candidate[], scored: Ranking): readonly Candidate[] {
  const byId = new Map(found.map((candidate) => [candidate.item.document.id, candidate]));
  const items = reordered(
    found.map(({ item }) => item),
    scored,
  );
  return items.map((item): Candidate => {
    const candidate = byId.get(item.document.id) as Candidate;
    return { ...candidate, ...(item.tier === 0 && { secondStageScore: item.score }), item };
  });
}

/** What `minScore` leaves, and a warning where it took something or could not be applied. */
export function cutByScore(
  { minScore, keepUnscored, secondStage }: RetrievalPlan,
  candidates: readonly Candidate[],
): { candidates: readonly Candidate[]; warnings: readonly string[] } {
  if (minScore === undefined || candidates.length === 0) return { candidates, warnings: [] };
  const isScored = ({ item, secondStageScore }: Candidate): boolean =>
    secondStage ? secondStageScore !== undefined : (item.tier ?? 0) === 0;
  if (!candidates.some(isScored)) {
    return { candidates, warnings: [`minScore ${minScore} was not applied: the last stage scored nothing`] };
  }
  const kept = candidates.filter((candidate) =>
    isScored(candidate) ? candidate.item.score >= minScore : keepUnscored,
  );
  const dropped = candidates.length - kept.length;
  return {
    candidates: kept,
    warnings: dropped ? [`minScore ${minScore} dropped ${dropped} of ${candidates.length}`] : [],
  };
}

import type { Ranking, ScoredDocument } from './contracts.ts';
import { rankingOf } from './ranking.ts';

/**
 * The candidates as a stage that scored some of them leaves them: those first, best first, with their new scores,
 * then the others in the order that they had. No two scores of different stages ever stand in one tier: the others
 * keep their scores and go into tiers behind those that the stage gave, and so never into tier 0.
 */
export function reordered(candidates: Ranking, scored: Ranking): Ranking {
  const open = new Map(candidates.map((candidate) => [candidate.document.id, candidate]));
  const first = rankingOf(scored).map(({ document, score, tier = 0, evidence }): ScoredDocument => {
    const own = open.get(document.id) as ScoredDocument;
    open.delete(document.id);
    return { document: own.document, score, tier, ...(evidence && { evidence }) };
  });
  const behind = 1 + (first.at(-1)?.tier ?? 0);
  return [...first, ...Array.from(open.values(), (item) => ({ ...item, tier: behind + (item.tier ?? 0) }))];
}

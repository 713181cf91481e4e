import type { Ranking } from '@tsr/core';

/**
 * Where each score lies between the lowest (0) and the highest (1) of those that the first stage gave last: the lowest tier
 * that is there. 1 where they are all equal, 0 for candidates of other tiers, whose scores are another stage's.
 */
export function firstStageShares(candidates: Ranking): readonly number[] {
  const first = candidates[0]?.tier ?? 0;
  const scores = candidates.filter(({ tier = 0 }) => tier === first).map(({ score }) => score);
  // A ranking: best first. Halved, so that no range overflows.
  const highest = (scores[0] ?? 0) / 2;
  const range = highest - (scores.at(-1) ?? 0) / 2;
  return candidates.map(({ score, tier = 0 }) => {
    if (tier !== first) return 0;
    return range === 0 ? 1 : 1 - (highest - score / 2) / range;
  });
}

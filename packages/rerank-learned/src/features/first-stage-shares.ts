import type { Ranking } from '@tsr/core';

/**
 * Where each score lies between the lowest (0) and the highest (1) of those that the first stage gave: 1 where they
 * are all equal, 0 for candidates that it ranked without scoring (tiers from 1).
 */
export function firstStageShares(candidates: Ranking): readonly number[] {
  const scores = candidates.filter(({ tier }) => (tier ?? 0) === 0).map(({ score }) => score);
  // A ranking: best first. Halved, so that no range overflows.
  const highest = (scores[0] ?? 0) / 2;
  const range = highest - (scores.at(-1) ?? 0) / 2;
  return candidates.map(({ score, tier }) => {
    if ((tier ?? 0) > 0) return 0;
    return range === 0 ? 1 : 1 - (highest - score / 2) / range;
  });
}

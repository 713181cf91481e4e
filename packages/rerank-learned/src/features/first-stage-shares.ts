import { minMax, type Ranking } from '@tsr/core';

/**
 * Where each score lies between the lowest (0) and the highest (1) of those that the first stage gave last: the lowest tier
 * that is there. 1 where they are all equal, 0 for candidates of other tiers, whose scores are another stage's.
 */
export function firstStageShares(candidates: Ranking): readonly number[] {
  const first = candidates[0]?.tier ?? 0;
  // A ranking: the lowest tier comes first.
  const shares = minMax(candidates.filter(({ tier = 0 }) => tier === first).map(({ score }) => score));
  return candidates.map((_, index) => shares[index] ?? 0);
}

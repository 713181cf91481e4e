/**
 * Brings the scores of one leg to a scale that legs share: one number per score, in the same order, each finite,
 * and never a lower one for a higher score.
 */
export type Normalisation = (scores: readonly number[]) => readonly number[];

/** The lowest score becomes 0, the highest 1; scores that are all equal, and a single one, become 1. */
export const minMax: Normalisation = (scores) => {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const score of scores) {
    if (score < min) min = score;
    if (score > max) max = score;
  }
  if (min === max) return scores.map(() => 1);
  // Halved where the range itself would overflow.
  const scale = Number.isFinite(max - min) ? 1 : 0.5;
  const range = max * scale - min * scale;
  return scores.map((score) => (score * scale - min * scale) / range);
};

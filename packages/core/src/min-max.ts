/**
 * Scores moved and scaled to 0 to 1 within their list: the lowest becomes 0, the highest 1; scores that are all equal,
 * and a single one, become 1. One number per score, in the same order; finite scores give finite numbers.
 *
 * Source: Lee, Analyses of Multiple Evidence Combination, SIGIR 1997.
 */
export function minMax(scores: readonly number[]): readonly number[] {
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
}

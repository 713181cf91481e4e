import { minMax } from '@tsr/core';

/**
 * What a range of scores is a range of:
 * - `'minMax'`: scores moved and scaled to 0 to 1 over the query's candidates; 1 where all are equal.
 * - `'quantile'`: the share of the query's other candidates that have no higher score, 0 to 1; 1 for one alone.
 * - `'raw'`: scores as they are. They compare across queries only where the first stage's scores do.
 */
export type ScoreScale = 'minMax' | 'quantile' | 'raw';

export const SCORE_SCALES: Readonly<Record<ScoreScale, (scores: readonly number[]) => readonly number[]>> = {
  minMax,
  quantile: quantiles,
  raw: (scores) => scores,
};

function quantiles(scores: readonly number[]): readonly number[] {
  if (scores.length < 2) return scores.map(() => 1);
  const ascending = Float64Array.from(scores).sort();
  return scores.map((score) => (upperBound(ascending, score) - 1) / (scores.length - 1));
}

/** How many are not above `score`. */
function upperBound(ascending: Float64Array, score: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! <= score) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Scales what is there; null stays null and counts for nothing. */
export function scaledFound(scale: ScoreScale, scores: readonly (number | null)[]): readonly (number | null)[] {
  const found = SCORE_SCALES[scale](scores.filter((score) => score !== null));
  let next = 0;
  return scores.map((score) => (score === null ? null : found[next++]!));
}

import type { RankedIds } from './jobs.ts';

const DEPTH = 10;
/** Engines add up in another order, or in single precision. */
const TOLERANCE = 1e-6;

/**
 * The share of the first ten that are rightly there, over all queries: by the exact scores they reach the tenth. Which of
 * equal documents come first does not count.
 */
export function agreement(exact: readonly RankedIds[], found: readonly RankedIds[]): number {
  let right = 0;
  let wanted = 0;
  for (const [query, { ids, scores }] of exact.entries()) {
    const least = (scores[Math.min(DEPTH, scores.length) - 1] ?? 0) * (1 - TOLERANCE);
    const allowed = new Set(ids.filter((_, at) => (scores[at] as number) >= least));
    right += (found[query]?.ids ?? []).slice(0, DEPTH).filter((id) => allowed.has(id)).length;
    wanted += Math.min(DEPTH, ids.length);
  }
  return right / wanted;
}

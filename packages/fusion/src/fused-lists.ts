import { type FusedScores, fusedScores, type PointList } from './fused-scores.ts';
import type { FusionMethod, RankedList } from './fusion-method.ts';

export interface FusedLists extends FusedScores {
  readonly lists: readonly PointList[];
}

/** Lists of documents numbered below `pool`, fused; `weights` has one a list, above 0. */
export function fusedLists(
  method: FusionMethod,
  lists: readonly RankedList[],
  weights: readonly number[],
  pool: number,
): FusedLists {
  const total = method.convex ? weights.reduce((sum, weight) => sum + weight, 0) : 1;
  const given = lists.map((list, at): PointList => {
    const points = method.points(list, pool);
    return { documents: list.documents, points, weight: weights[at]! / total, absent: method.absent?.(points, pool) };
  });
  return { lists: given, ...fusedScores(given, pool, method.combine) };
}

import { type FusedScores, fusedScores, type PointList } from './fused-scores.ts';
import type { FusionMethod, RankedList } from './fusion-method.ts';

export interface FusedLists extends FusedScores {
  readonly lists: readonly PointList[];
}

/**
 * Lists of documents numbered below `pool`, fused; `weights` has one a list, above 0. A number that no list has gets 0.
 */
export function fusedLists(
  method: FusionMethod,
  lists: readonly RankedList[],
  weights: readonly number[],
  pool: number,
): FusedLists {
  const union = unionOf(lists, pool);
  const total = method.convex ? weights.reduce((sum, weight) => sum + weight, 0) : 1;
  const given = lists.map((list, at): PointList => {
    const points = method.points(list, union);
    return { documents: list.documents, points, weight: weights[at]! / total, absent: method.absent?.(points, union) };
  });
  return { lists: given, ...fusedScores(given, pool, method.combine) };
}

/** The scores of `fusedLists` alone, the same bits: for many settings over the same lists. */
export function fusedTotals(
  method: FusionMethod,
  lists: readonly RankedList[],
  weights: readonly number[],
  pool: number,
): Float64Array {
  if (method.combine || method.absent) return fusedLists(method, lists, weights, pool).totals;
  const union = unionOf(lists, pool);
  const total = method.convex ? weights.reduce((sum, weight) => sum + weight, 0) : 1;
  const totals = new Float64Array(pool);
  for (const [at, list] of lists.entries()) addPoints(totals, list, method.points(list, union), weights[at]! / total);
  return totals;
}

function addPoints(totals: Float64Array, { documents }: RankedList, points: readonly number[], weight: number): void {
  for (let i = 0; i < documents.length; i++) totals[documents[i]!]! += weight * points[i]!;
}

/** How many documents the lists have together. */
function unionOf(lists: readonly RankedList[], pool: number): number {
  const found = new Uint8Array(pool);
  let union = 0;
  for (const { documents } of lists) {
    for (const number of documents) {
      union += 1 - found[number]!;
      found[number] = 1;
    }
  }
  return union;
}

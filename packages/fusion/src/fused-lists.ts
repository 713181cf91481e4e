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
  const union = unionOf(countsOf(lists, pool));
  const shares = sharesOf(method, weights);
  const given = lists.map((list, at): PointList => {
    const points = method.points(list, union);
    return { documents: list.documents, points, weight: shares[at]!, absent: method.absent?.(points, union) };
  });
  return { lists: given, ...fusedScores(given, pool, method) };
}

export interface FusedTotals {
  /** By document. */
  readonly totals: Float64Array;
  /** By document: how many of the lists have it. */
  readonly counts: Uint16Array;
}

/** The scores of `fusedLists` alone, the same bits: for many settings over the same lists. */
export function fusedTotals(
  method: FusionMethod,
  lists: readonly RankedList[],
  weights: readonly number[],
  pool: number,
): FusedTotals {
  const counts = countsOf(lists, pool);
  if (method.combine || method.absent) return { totals: fusedLists(method, lists, weights, pool).totals, counts };
  const union = unionOf(counts);
  const factors = Float64Array.from({ length: lists.length + 1 }, (_, count) => method.factor?.(count) ?? 1);
  const shares = sharesOf(method, weights);
  const totals = new Float64Array(pool);
  for (const [at, list] of lists.entries()) {
    const points = method.points(list, union);
    const weight = shares[at]!;
    for (let rank = 0; rank < list.documents.length; rank++) {
      const document = list.documents[rank]!;
      totals[document]! += weight * points[rank]! * factors[counts[document]!]!;
    }
  }
  return { totals, counts };
}

function sharesOf({ convex }: FusionMethod, weights: readonly number[]): readonly number[] {
  const total = convex ? weights.reduce((sum, weight) => sum + weight, 0) : 1;
  return weights.map((weight) => weight / total);
}

function countsOf(lists: readonly RankedList[], pool: number): Uint16Array {
  const counts = new Uint16Array(pool);
  for (const { documents } of lists) for (const number of documents) counts[number]!++;
  return counts;
}

/** How many documents the lists have together. */
function unionOf(counts: Uint16Array): number {
  let union = 0;
  for (const count of counts) if (count > 0) union++;
  return union;
}

import type { FusionMethod } from './fusion-method.ts';

/** What one list gives, in points. */
export interface PointList {
  readonly documents: readonly number[];
  /** Of the documents, in their order. */
  readonly points: readonly number[];
  readonly weight: number;
  /** Points of each document that the list lacks; absent: it says nothing of them. */
  readonly absent?: number | undefined;
}

export interface FusedScores {
  /** By document: the sum of its contributions, added up in the order of the lists. */
  readonly totals: Float64Array;
  /** By list, then by document: NaN where the list says nothing of it. */
  readonly contributions: readonly Float64Array[];
}

/**
 * The score of each document number below `pool`. Time and memory grow linearly with the lists.
 * Equal lists in equal order give equal bits.
 */
export function fusedScores(
  lists: readonly PointList[],
  pool: number,
  { factor, combine }: Pick<FusionMethod, 'factor' | 'combine'>,
): FusedScores {
  const contributions = lists.map((list) => weightedPoints(list, pool));
  if (factor) combineEach(contributions, pool, (points) => multiply(points, factor(points.length)));
  if (combine) combineEach(contributions, pool, combine);
  const totals = new Float64Array(pool);
  for (const shares of contributions) {
    for (let document = 0; document < pool; document++) {
      const share = shares[document]!;
      if (!Number.isNaN(share)) totals[document]! += share;
    }
  }
  return { totals, contributions };
}

function weightedPoints({ documents, points, weight, absent }: PointList, pool: number): Float64Array {
  const weighted = new Float64Array(pool).fill(absent === undefined ? Number.NaN : weight * absent);
  for (let i = 0; i < documents.length; i++) weighted[documents[i]!] = weight * points[i]!;
  return weighted;
}

function combineEach(contributions: readonly Float64Array[], pool: number, combine: (points: number[]) => void): void {
  const points: number[] = [];
  for (let document = 0; document < pool; document++) {
    points.length = 0;
    for (const shares of contributions) if (!Number.isNaN(shares[document]!)) points.push(shares[document]!);
    if (points.length === 0) continue;
    combine(points);
    let at = 0;
    for (const shares of contributions) if (!Number.isNaN(shares[document]!)) shares[document] = points[at++]!;
  }
}

function multiply(points: number[], factor: number): void {
  for (let at = 0; at < points.length; at++) points[at]! *= factor;
}

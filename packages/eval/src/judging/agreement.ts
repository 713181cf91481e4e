import { invalidArgument } from '@tsr/core';
import type { Qrels } from '../evaluate.ts';

/** How far two judges agree on the pairs that both judged. */
export interface Agreement {
  readonly pairs: number;
  /** Share of the pairs with equal grades. */
  readonly equal: number;
  /** Cohen's kappa: agreement beyond chance, 1 at most; null where both gave all pairs one grade. */
  readonly kappa: number | null;
  /** The same with disagreements weighed by the square of their distance. */
  readonly weightedKappa: number | null;
}

/**
 * Agreement of two judges, pair by pair.
 *
 * Source: Cohen, A Coefficient of Agreement for Nominal Scales, 1960; Weighted kappa, 1968.
 *
 * @throws TypeError (`TSR_INVALID_ARGUMENT`) where they judged no pair in common.
 */
export function agreement(a: Qrels, b: Qrels): Agreement {
  const pairs = [...a].flatMap(([query, grades]) =>
    [...grades].flatMap(([id, grade]) => {
      const other = b.get(query)?.get(id);
      return other === undefined ? [] : [[grade, other] as const];
    }),
  );
  if (pairs.length === 0) throw invalidArgument('eval: the judges have no pair in common; give both some of the same');
  return {
    pairs: pairs.length,
    equal: pairs.filter(([one, other]) => one === other).length / pairs.length,
    kappa: kappaOf(pairs, (one, other) => (one === other ? 0 : 1)),
    weightedKappa: kappaOf(pairs, (one, other) => (one - other) ** 2),
  };
}

function kappaOf(
  pairs: readonly (readonly [number, number])[],
  distance: (one: number, other: number) => number,
): number | null {
  const observed = pairs.reduce((sum, [one, other]) => sum + distance(one, other), 0) / pairs.length;
  const [ones, others] = [countsOf(pairs.map(([one]) => one)), countsOf(pairs.map(([, other]) => other))];
  let expected = 0;
  for (const [one, count] of ones) {
    for (const [other, otherCount] of others)
      expected += (count * otherCount * distance(one, other)) / pairs.length ** 2;
  }
  return expected === 0 ? null : 1 - observed / expected;
}

function countsOf(grades: readonly number[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const grade of grades) counts.set(grade, (counts.get(grade) ?? 0) + 1);
  return counts;
}

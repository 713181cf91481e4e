import { compareIds, invalidArgument, outOfRange, shown } from '@tsr/core';
import {
  bestFirst,
  type FusionMethod,
  type FusionSettings,
  fusedTotals,
  fusionMethodOf,
  type RankedList,
} from '@tsr/fusion';
import type { ScoredId, ScoredRun } from './scored-run.ts';

export interface FuseRunsOptions {
  /** By name: what fusions with `minimum` know them by. Results of a query best first, as `parseTrecRun` of a sorted file gives them. */
  readonly runs: Readonly<Record<string, ScoredRun>>;
  /** @default { method: 'convexCombination' } */
  readonly fusion?: FusionSettings | undefined;
  /** By run, at least 0; 0 is off. @default 1 of each */
  readonly weights?: Readonly<Record<string, number>> | undefined;
}

/**
 * Runs as one, query by query, as the hybrid retriever fuses its legs. A query that a run lacks is one for which it
 * found nothing. Results are best first.
 *
 * @throws TypeError or RangeError (`TSR_INVALID_ARGUMENT`) for no runs, weights of runs that there are not, settings
 * that are none, and scores that add up to more than a number holds.
 */
export function fuseRuns({ runs, fusion = { method: 'convexCombination' }, weights = {} }: FuseRunsOptions): ScoredRun {
  const method = fusionMethodOf(fusion);
  const on = Object.entries(runs).filter(([name]) => weightOf(weights, name) > 0);
  const unknown = Object.keys(weights).find((name) => !Object.hasOwn(runs, name));
  if (unknown !== undefined) {
    throw invalidArgument(
      `eval: weight of run ${shown(unknown)}, which is not given; pass ${Object.keys(runs).join(', ')}`,
    );
  }
  if (on.length === 0) throw invalidArgument('eval: no run is on; pass at least one with a weight above 0');
  // By name, as the legs of a fusion: sums do not depend on the order they came in.
  on.sort(([a], [b]) => compareIds(a, b));
  const queries = new Set(on.flatMap(([, run]) => [...run.keys()]));
  const shares = on.map(([name]) => weightOf(weights, name));
  return new Map(
    [...queries].map((query) => {
      const lists = on.map(([name, run]) => ({ name, results: run.get(query) ?? [] }));
      return [query, fusedResults(lists, method, shares)];
    }),
  );
}

function weightOf(weights: Readonly<Record<string, number>>, name: string): number {
  const weight = Object.hasOwn(weights, name) ? weights[name]! : 1;
  if (Number.isFinite(weight) && weight >= 0) return weight;
  throw outOfRange(`eval: weight of run ${shown(name)} is ${shown(weight)}; pass a finite number of at least 0`);
}

interface NamedList {
  readonly name: string;
  readonly results: readonly ScoredId[];
}

function fusedResults(
  lists: readonly NamedList[],
  method: FusionMethod,
  weights: readonly number[],
): readonly ScoredId[] {
  const { ids, ranked } = numberedLists(lists);
  const { totals, counts } = fusedTotals(method, ranked, weights, ids.length);
  const endless = totals.findIndex((total) => !Number.isFinite(total));
  if (endless >= 0) {
    const fact = `the score of ${shown(ids[endless])} adds up to ${totals[endless]}`;
    throw outOfRange(`eval: ${fact}; normalise the runs, or give them lower weights`);
  }
  const minLegs = method.minLegs ?? 1;
  const wanted = bestFirst(totals, ids).filter((number) => counts[number]! >= minLegs);
  return wanted.map((number) => ({ id: ids[number]!, score: totals[number]! }));
}

function numberedLists(lists: readonly NamedList[]): { ids: readonly string[]; ranked: readonly RankedList[] } {
  const numbers = new Map<string, number>();
  const numberOf = ({ id }: ScoredId): number => {
    const known = numbers.get(id);
    if (known !== undefined) return known;
    numbers.set(id, numbers.size);
    return numbers.size - 1;
  };
  const ranked = lists.map(({ name, results }) => {
    return { name, documents: results.map(numberOf), scores: results.map(({ score }) => score) };
  });
  return { ids: [...numbers.keys()], ranked };
}

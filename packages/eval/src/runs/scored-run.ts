import { compareIds, invalidArgument, type Ranking, shown } from '@tsr/core';
import type { Run } from '../evaluate.ts';

/** A document that was found, with its score. */
export interface ScoredId {
  readonly id: string;
  /** Finite; higher is better. */
  readonly score: number;
}

/** What was found for each query, with scores. */
export type ScoredRun = ReadonlyMap<string, readonly ScoredId[]>;

/**
 * Where scores become an order, equal ones have to be put into one:
 * - `idAscending`: score descending, then id ascending by UTF-8 bytes: the order of every Ranking here;
 * - `trecEval`: score descending after rounding to 32 bits, then id descending by UTF-8 bytes;
 * - `asListed`: the order of the list; scores are not read.
 */
export type Ties = 'idAscending' | 'trecEval' | 'asListed';

const ORDERS: Readonly<Record<Exclude<Ties, 'asListed'>, (a: ScoredId, b: ScoredId) => number>> = {
  idAscending: (a, b) => b.score - a.score || compareIds(a.id, b.id),
  trecEval: (a, b) => Math.fround(b.score) - Math.fround(a.score) || compareIds(b.id, a.id),
};

/** The ids of one query's results, best first. @throws TypeError (`TSR_INVALID_ARGUMENT`) for `ties` that are none. */
export function rankedIds(results: readonly ScoredId[], ties: Ties = 'idAscending'): readonly string[] {
  if (ties === 'asListed') return results.map(({ id }) => id);
  if (!Object.hasOwn(ORDERS, ties)) {
    throw invalidArgument(`eval: ties is ${shown(ties)}; pass 'idAscending', 'trecEval' or 'asListed'`);
  }
  return [...results].sort(ORDERS[ties]).map(({ id }) => id);
}

/** The ids of each query's results, best first: what `evaluate` reads. */
export function rankedRun(run: ScoredRun, { ties = 'idAscending' }: { readonly ties?: Ties } = {}): Run {
  return new Map([...run].map(([query, results]) => [query, rankedIds(results, ties)]));
}

/** Ids and scores of rankings by query id, as `searchMany` gives them. */
export function scoredRunOf(rankings: ReadonlyMap<string, Ranking>): ScoredRun {
  return new Map(
    [...rankings].map(([query, ranking]) => [
      query,
      ranking.map(({ document, score }) => ({ id: document.id, score })),
    ]),
  );
}

import { compareIds } from '@tsr/core';
import type { Qrels, Run } from '../evaluate.ts';
import { checkPositive } from '../map-many.ts';

/** A document to be judged for a query, and what that could change. */
export interface UnjudgedPair {
  readonly queryId: string;
  readonly id: string;
  /** How much a grade of 1 would move the difference of the two runs' DCG for the query. */
  readonly effect: number;
}

export interface PairsToJudgeOptions {
  /** The two rankings that are compared, such as without and with the second stage. */
  readonly a: Run;
  readonly b: Run;
  /** How many pairs. */
  readonly budget: number;
  /** How many results of each ranking count. @default 10 */
  readonly depth?: number | undefined;
  /** Pairs that need no more judging. @default none */
  readonly judged?: Qrels | undefined;
}

/**
 * The pairs whose judgment tells most about which of two runs is better: documents that stand at different ranks, by how
 * much their discounts (1 / log2(rank + 1)) differ. Round by round over the queries, the most telling pair of each, so that
 * no query takes all of the budget.
 *
 * Source: Carterette, Allan and Sitaraman, Minimal Test Collections for Retrieval Evaluation, SIGIR 2006.
 *
 * @throws RangeError (`TSR_INVALID_ARGUMENT`) for a budget or depth that is no positive integer.
 */
export function pairsToJudge({ a, b, budget, depth = 10, judged }: PairsToJudgeOptions): readonly UnjudgedPair[] {
  checkPositive('budget', budget);
  checkPositive('depth', depth);
  const queries = [...new Set([...a.keys(), ...b.keys()])];
  const tables = queries.map((id) => effectsOf(id, a.get(id) ?? [], b.get(id) ?? [], depth, judged));
  const rounds = Math.max(0, ...tables.map(({ length }) => length));
  const chosen: UnjudgedPair[] = [];
  for (let round = 0; round < rounds && chosen.length < budget; round++) {
    const next = tables.flatMap((table) => table.slice(round, round + 1)).sort(byEffect);
    chosen.push(...next.slice(0, budget - chosen.length));
  }
  return chosen;
}

function effectsOf(
  queryId: string,
  a: readonly string[],
  b: readonly string[],
  depth: number,
  judged: Qrels | undefined,
): readonly UnjudgedPair[] {
  const gains = new Map<string, number>();
  const add = (ranking: readonly string[], sign: number) => {
    for (const [at, id] of ranking.slice(0, depth).entries()) {
      gains.set(id, (gains.get(id) ?? 0) + sign / Math.log2(at + 2));
    }
  };
  add(a, 1);
  add(b, -1);
  return [...gains]
    .filter(([id, gain]) => gain !== 0 && !judged?.get(queryId)?.has(id))
    .map(([id, gain]) => ({ queryId, id, effect: Math.abs(gain) }))
    .sort(byEffect);
}

function byEffect(a: UnjudgedPair, b: UnjudgedPair): number {
  return b.effect - a.effect || compareIds(a.queryId, b.queryId) || compareIds(a.id, b.id);
}

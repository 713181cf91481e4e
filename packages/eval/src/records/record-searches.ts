import { invalidArgument, outOfRange, type Query, shown, type TwoStageRetriever } from '@tsr/core';
import { mapMany } from '../map-many.ts';
import { recordOf } from './record-search.ts';
import type { SearchRecord } from './search-record.ts';

/** By query id. */
export type SearchRecords = ReadonlyMap<string, SearchRecord>;

export interface RecordSearchesOptions {
  /**
   * Numbers of candidates (N) that are of interest; the largest is searched. Where the scores of the second stage
   * depend on the list (scope `list`), each of the others is searched as well. @default [10, 20, 50, 100]
   */
  readonly depths?: readonly number[] | undefined;
  /** Searches under way at a time. @default 4 */
  readonly concurrency?: number | undefined;
  /** Called after each query with how many are done. */
  readonly onProgress?: ((done: number, of: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * What each stage finds for each query, in the order of `queries`: searches once at the largest N, and keeps what the
 * legs, the first and the second stage said. `ceilingOf`, `verdict` and the tuner read it instead of searching again.
 *
 * @throws RangeError (`TSR_INVALID_ARGUMENT`) for depths that are no positive integers. Rejects with the first search
 * that fails.
 */
export async function recordSearches(
  retriever: TwoStageRetriever,
  queries: ReadonlyMap<string, Query>,
  options: RecordSearchesOptions = {},
): Promise<SearchRecords> {
  const { concurrency, onProgress, signal } = options;
  if (typeof retriever?.explain !== 'function') {
    throw invalidArgument(
      `eval: retriever is ${shown(retriever)}; pass a two-stage retriever, as createTwoStageRetriever makes them`,
    );
  }
  const depths = checkedDepths(options.depths ?? [10, 20, 50, 100]);
  return mapMany(queries, (query, id, stop) => recordDepths(retriever, id, query, depths, stop), {
    concurrency,
    onProgress,
    signal,
  });
}

async function recordDepths(
  retriever: TwoStageRetriever,
  id: string,
  query: Query,
  [deepest, ...others]: readonly number[],
  signal: AbortSignal,
): Promise<SearchRecord> {
  const searchAt = async (n: number) => {
    const { trace } = await retriever.explain(query, { firstStageK: n, finalK: n, signal });
    return recordOf(id, n, trace);
  };
  const record = await searchAt(deepest!);
  if (record.secondStage?.scope !== 'list') return record;
  const finals = [...record.finals];
  for (const n of others) finals.push(...(await searchAt(n)).finals);
  return { ...record, finals };
}

/** Largest first, none twice. */
function checkedDepths(depths: readonly number[]): readonly number[] {
  const wrong = depths.find((n) => !Number.isInteger(n) || n < 1);
  if (wrong !== undefined || depths.length === 0) {
    throw outOfRange(`eval: depths is ${shown(depths)}; pass numbers of candidates: positive integers`);
  }
  return [...new Set(depths)].sort((a, b) => b - a);
}

import type { TwoStageRetriever } from '@tsr/core';
import { type Legs, recordSearches, type SearchRecords } from '@tsr/eval';
import { createQueryProgress } from './progress.ts';

/** Fewer candidates that are tried as well. */
const DEPTHS = [10, 20, 30, 50, 75, 100, 150];

/** What each stage finds for each query, one after the other, so that times are those of one search. */
export async function recordQueries(
  retriever: TwoStageRetriever,
  queries: ReadonlyMap<string, string>,
  candidates: number,
  signal: AbortSignal,
  fewer: readonly number[] = DEPTHS,
): Promise<SearchRecords> {
  const depths = [...fewer.filter((n) => n < candidates), candidates];
  const progress = createQueryProgress(queries.size);
  try {
    return await recordSearches(retriever, queries, {
      depths,
      concurrency: 1,
      signal,
      onProgress: () => progress.advance(1),
    });
  } finally {
    progress.finish();
  }
}

/** The legs of recorded searches, as the tuner takes them. */
export function legsOf(records: SearchRecords): Legs {
  const names = new Set([...records.values()].flatMap(({ legs }) => Object.keys(legs)));
  return Object.fromEntries(
    [...names].map((leg) => [leg, new Map([...records].map(([id, { legs }]) => [id, legs[leg] ?? []]))]),
  );
}

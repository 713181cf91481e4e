import type { Query, Ranking, Retriever } from '@tsr/core';
import type { Run } from './evaluate.ts';
import { checkPositive, type MapManyOptions, mapMany } from './map-many.ts';

export interface SearchManyOptions extends MapManyOptions {
  /** Results a query. @default 100 */
  readonly topK?: number | undefined;
}

/**
 * The rankings of many queries by id, in the order of `queries`, whatever order they finish in.
 * The first search that fails rejects the call and aborts those under way.
 */
export async function searchMany(
  retriever: Retriever,
  queries: ReadonlyMap<string, Query>,
  { topK = 100, ...options }: SearchManyOptions = {},
): Promise<ReadonlyMap<string, Ranking>> {
  checkPositive('topK', topK);
  return mapMany(queries, (query, _, signal) => retriever.search(query, { topK, signal }), options);
}

/** The ids of the rankings: what {@link evaluate} reads. */
export function runOf(rankings: ReadonlyMap<string, Ranking>): Run {
  return new Map([...rankings].map(([id, ranking]) => [id, ranking.map(({ document }) => document.id)]));
}

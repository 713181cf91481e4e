import type { Query, Ranking, Retriever } from '@tsr/core';
import { abortable, outOfRange, shown } from '@tsr/core';
import type { Run } from './evaluate.ts';

export interface SearchManyOptions {
  /** Results a query. @default 100 */
  readonly topK?: number;
  /** Searches under way at a time. @default 4 */
  readonly concurrency?: number;
  readonly signal?: AbortSignal;
}

/**
 * The rankings of many queries by id, in the order of `queries`, whatever order they finish in.
 * The first search that fails rejects the call and aborts those under way.
 */
export async function searchMany(
  retriever: Retriever,
  queries: ReadonlyMap<string, Query>,
  options: SearchManyOptions = {},
): Promise<ReadonlyMap<string, Ranking>> {
  const { topK = 100, concurrency = 4, signal } = options;
  assertPositive('topK', topK);
  assertPositive('concurrency', concurrency);
  signal?.throwIfAborted();
  const stop = new AbortController();
  const signals = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const rankings = new Map<string, Ranking>([...queries.keys()].map((id) => [id, []]));
  const pending = queries.entries();
  const work = async (): Promise<void> => {
    for (const [id, query] of pending) {
      rankings.set(id, await abortable(retriever.search(query, { topK, signal: signals }), signals));
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(concurrency, queries.size) }, work));
  } catch (error) {
    stop.abort(error);
    throw error;
  }
  return rankings;
}

/** The ids of the rankings: what {@link evaluate} reads. */
export function runOf(rankings: ReadonlyMap<string, Ranking>): Run {
  return new Map([...rankings].map(([id, ranking]) => [id, ranking.map(({ document }) => document.id)]));
}

function assertPositive(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 1) {
    throw outOfRange(`eval: ${name} is ${shown(value)}; give a positive integer`);
  }
}

import { type FileHandle, open } from 'node:fs/promises';
import { createTrace, type TwoStageRetriever } from '@tsr/core';
import { createJsonLinesSink, type QueryTrace } from '@tsr/telemetry';
import { usageError } from './fail.ts';
import type { ReadQuery } from './read-queries.ts';

export interface TracedSearchOptions {
  /** Trace file to write; what was there before is replaced. */
  readonly saveTraces: string | undefined;
  readonly signal: AbortSignal;
}

/** Searches query by query and gives the trace of each, whose id is the query's own where it has one. */
export async function* searchTraced(
  retriever: TwoStageRetriever,
  queries: readonly ReadQuery[],
  { saveTraces, signal }: TracedSearchOptions,
): AsyncGenerator<QueryTrace> {
  const file = saveTraces === undefined ? undefined : await create(saveTraces);
  try {
    for (const { id, text } of queries) {
      const trace = createTrace({ component: retriever.name, record: () => {}, traceId: id });
      const { trace: events, traceId } = await retriever.explain(text, { signal, trace });
      await file?.write(linesOf(events));
      yield { traceId, events };
    }
  } finally {
    await file?.close();
  }
}

function create(path: string): Promise<FileHandle> {
  return open(path, 'w').catch(({ code }: NodeJS.ErrnoException) => {
    throw usageError(`--save-traces: ${path} cannot be written (${code}); name a file in a folder that is there`);
  });
}

function linesOf(events: QueryTrace['events']): string {
  const lines: string[] = [];
  const sink = createJsonLinesSink({ write: (line) => lines.push(`${line}\n`) });
  for (const event of events) sink.record(event);
  return lines.join('');
}

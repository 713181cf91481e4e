import { readFile } from 'node:fs/promises';
import { parseQueriesJsonl } from '@tsr/eval';
import { createProvenance, formatProvenance, observationOf } from '@tsr/telemetry';
import { usageError } from './fail.ts';
import { openTwoStage, type StageOptions } from './open-two-stage.ts';

export interface ProvenanceOptions extends StageOptions {
  /** JSON Lines of `{ id, text }`, or a query a line. */
  readonly queries: string;
  readonly json: boolean;
  readonly signal: AbortSignal;
}

/** `twostage provenance --queries FILE`: where the final results of many queries came from. */
export async function provenanceCommand(options: ProvenanceOptions): Promise<void> {
  const queries = await readQueries(options.queries);
  const opened = await openTwoStage(options);
  try {
    const provenance = createProvenance({ topK: options.topK });
    for (const query of queries) {
      provenance.add(observationOf(await opened.retriever.explain(query, { signal: options.signal })));
    }
    const report = provenance.report();
    process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : `${formatProvenance(report)}\n`);
  } finally {
    await opened.dispose();
  }
}

async function readQueries(path: string): Promise<readonly string[]> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw usageError(`--queries ${path} cannot be read (${cause.code}); name a file with a query a line`);
  });
  const queries = /\.(jsonl|ndjson)$/.test(path)
    ? [...parseQueriesJsonl(text).values()]
    : text.split('\n').filter((line) => line.trim() !== '');
  if (queries.length === 0) throw usageError(`--queries ${path} holds no query; write one a line`);
  return queries;
}

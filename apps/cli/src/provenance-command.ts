import { createProvenance, observationOf, type ProvenanceOptions, type QueryTrace } from '@tsr/telemetry';
import { usageError } from './fail.ts';
import { readJudgments } from './judgments-file.ts';
import { openTwoStage } from './open-two-stage.ts';
import { createQueryProgress } from './progress.ts';
import { type PageOptions, writeProvenance } from './provenance-output.ts';
import { readQueries } from './read-queries.ts';
import type { StageOptions } from './stage-options.ts';
import { readTraceFiles } from './trace-files.ts';
import { searchTraced } from './traced-search.ts';

export interface ProvenanceCommandOptions extends StageOptions, PageOptions {
  /** A query a line, or JSON Lines of `{ text, id }`; `-` is standard input. */
  readonly queries?: string | undefined;
  /** Trace files instead of queries; `-` is standard input. */
  readonly traces?: readonly string[] | undefined;
  readonly saveTraces?: string | undefined;
  /** Judgments, BEIR TSV. */
  readonly qrels?: string | undefined;
  readonly rankEdges?: readonly number[] | undefined;
  readonly scoreEdges?: readonly number[] | undefined;
  readonly scoreScale?: ProvenanceOptions['scoreScale'];
  readonly signal: AbortSignal;
}

/** `twostage provenance`: where the final results of many queries came from, live or from trace files. */
export async function provenanceCommand(options: ProvenanceCommandOptions): Promise<void> {
  const { traces, saveTraces } = options;
  if (traces && saveTraces) throw usageError('--save-traces keeps what --queries are searched for; leave it out');
  const { topK, rankEdges, scoreEdges, scoreScale } = options;
  const provenance = createProvenance({ topK, rankEdges, scoreEdges, scoreScale });
  const judgments = await readJudgments(options.qrels);
  let failed = 0;
  const searched = traces ? readTraceFiles(traces, options.signal) : searchQueries(options);
  for await (const { traceId, events } of searched) {
    if (isFailed(events)) failed++;
    else provenance.add(observationOf(events), judgments.of(traceId));
  }
  judgments.checkUsed();
  if (failed > 0) process.stderr.write(`${failed} searches failed when they were traced; they are not in the report\n`);
  await writeProvenance(provenance.report(), options);
}

/** A search that failed has no results. */
function isFailed(events: QueryTrace['events']): boolean {
  return !events.some(({ parentId, output }) => parentId === undefined && output !== undefined);
}

async function* searchQueries(options: ProvenanceCommandOptions): AsyncGenerator<QueryTrace> {
  const { queries: path, saveTraces, signal } = options;
  if (path === undefined) throw usageError('say where the queries are: --queries <file>, or --traces <files...>');
  const queries = await readQueries(path);
  const opened = await openTwoStage(options);
  const progress = createQueryProgress(queries.length);
  try {
    for await (const trace of searchTraced(opened.retriever, queries, { saveTraces, signal })) {
      yield trace;
      progress.advance(1);
    }
  } finally {
    progress.finish();
    await opened.dispose();
  }
}

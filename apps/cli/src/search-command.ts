import type { Collection } from '@tsr/collection';
import { type Filter, parseFilter, type RetrievalResult } from '@tsr/core';
import { formatLedger, type Ledger, ledgerOf, oneLine, withTelemetry } from '@tsr/telemetry';
import pc from 'picocolors';
import { checkQueryText } from './check-query-text.ts';
import { usageError } from './fail.ts';
import { formatResults } from './format-results.ts';
import { openTwoStage } from './open-two-stage.ts';
import { stageLog } from './stage-log.ts';
import type { StageLogOptions } from './stage-log-options.ts';
import type { StageOptions } from './stage-options.ts';

export interface SearchCommandOptions extends StageOptions, StageLogOptions {
  /** JSON of a filter. */
  readonly filter?: string | undefined;
  readonly minScore?: number | undefined;
  readonly json: boolean;
  /** Show how each result came by its rank. */
  readonly explain: boolean;
  readonly signal: AbortSignal;
}

/** `twostage search <query>`: a line a stage on stderr, ranked results on stdout. */
export async function searchCommand(query: string, options: SearchCommandOptions): Promise<void> {
  checkQueryText(query);
  const { json, minScore, signal } = options;
  const filter = options.filter === undefined ? undefined : filterOf(options.filter);
  const opened = await openTwoStage(options);
  try {
    const say = (line: string): void => void process.stderr.write(`${line}\n`);
    const retriever = withTelemetry(opened.retriever, ...stageLog(options));
    const outcome = await retriever.retrieve(query, { filter, minScore, signal });
    for (const warning of outcome.warnings) say(`warning: ${oneLine(warning)}`);
    const ledgers = options.explain ? await ledgersOf(query, outcome.results, opened.collection) : undefined;
    if (json) return void process.stdout.write(`${JSON.stringify({ ...outcome, ledgers }, null, 2)}\n`);
    const page = { color: pc.isColorSupported, judged: outcome.timings.secondStageMs !== undefined };
    process.stdout.write(formatResults(outcome.results, query, page));
    for (const ledger of ledgers ?? []) process.stdout.write(`\n${formatLedger(ledger)}\n`);
  } finally {
    await opened.dispose();
  }
}

/** How each result came by its rank, down to the terms of the BM25 leg. */
function ledgersOf(query: string, results: readonly RetrievalResult[], bm25: Collection): Promise<readonly Ledger[]> {
  return Promise.all(results.map((result) => ledgerOf(query, result, { explain: { bm25 } })));
}

function filterOf(json: string): Filter {
  let filter: unknown;
  try {
    filter = JSON.parse(json);
  } catch (cause) {
    throw usageError(`--filter is not JSON (${(cause as Error).message}); for example '{"path": "guide.md"}'`);
  }
  parseFilter(filter);
  return filter as Filter;
}

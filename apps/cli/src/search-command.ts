import { type Filter, parseFilter } from '@tsr/core';
import { createLineSink, oneLine, withTelemetry } from '@tsr/telemetry';
import pc from 'picocolors';
import { checkQueryText } from './check-query-text.ts';
import { usageError } from './fail.ts';
import { formatResults } from './format-results.ts';
import { openTwoStage } from './open-two-stage.ts';
import type { StageOptions } from './stage-options.ts';

export interface SearchCommandOptions extends StageOptions {
  /** JSON of a filter. */
  readonly filter?: string | undefined;
  readonly minScore?: number | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly signal: AbortSignal;
}

/** `twostage search <query>`: a line a stage on stderr, ranked results on stdout. */
export async function searchCommand(query: string, options: SearchCommandOptions): Promise<void> {
  checkQueryText(query);
  const { json, minScore, quiet, signal } = options;
  const filter = options.filter === undefined ? undefined : filterOf(options.filter);
  const opened = await openTwoStage(options);
  try {
    const say = (line: string): void => void process.stderr.write(`${line}\n`);
    const retriever = withTelemetry(opened.retriever, ...(quiet ? [] : [createLineSink({ write: say })]));
    const outcome = await retriever.retrieve(query, { filter, minScore, signal });
    for (const warning of outcome.warnings) say(`warning: ${oneLine(warning)}`);
    const page = { color: pc.isColorSupported, judged: outcome.timings.secondStageMs !== undefined };
    process.stdout.write(json ? `${JSON.stringify(outcome, null, 2)}\n` : formatResults(outcome.results, query, page));
  } finally {
    await opened.dispose();
  }
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

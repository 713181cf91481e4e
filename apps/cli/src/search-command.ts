import { createAnalyzer } from '@tsr/bm25/analysis';
import { type Filter, parseFilter, type RetrievalResult } from '@tsr/core';
import { createLineSink, withTelemetry } from '@tsr/telemetry';
import pc from 'picocolors';
import { usageError } from './fail.ts';
import { openTwoStage, type StageOptions } from './open-two-stage.ts';
import { snippetOf } from './snippet.ts';

export interface SearchCommandOptions extends StageOptions {
  /** JSON of a filter. */
  readonly filter?: string | undefined;
  readonly minScore?: number | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly signal: AbortSignal;
}

/** Longer ones are texts, not questions. */
export const MAX_QUERY_CHARACTERS = 10_000;

/** `twostage search <query>`: a line a stage on stderr, ranked results on stdout. */
export async function searchCommand(query: string, options: SearchCommandOptions): Promise<void> {
  checkQueryText(query);
  const filter = options.filter === undefined ? undefined : filterOf(options.filter);
  const opened = await openTwoStage(options);
  try {
    const write = (text: string): void => void process.stderr.write(text);
    const sinks = options.quiet ? [] : [createLineSink({ write: (line) => write(`${line}\n`) })];
    const retriever = withTelemetry(opened.retriever, ...sinks);
    const { minScore, signal } = options;
    const outcome = await retriever.retrieve(query, { filter, minScore, signal });
    for (const warning of outcome.warnings) write(`warning: ${warning}\n`);
    process.stdout.write(options.json ? `${JSON.stringify(outcome, null, 2)}\n` : page(outcome.results, query));
  } finally {
    await opened.dispose();
  }
}

export function checkQueryText(query: string): void {
  if (query.trim() === '') throw usageError('the query is empty; say what you are looking for');
  if (query.length <= MAX_QUERY_CHARACTERS) return;
  throw usageError(`the query has ${query.length} characters; ${MAX_QUERY_CHARACTERS} is the limit, ask shorter`);
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

function page(results: readonly RetrievalResult[], query: string): string {
  if (results.length === 0) return 'Nothing found.\n';
  const analyzer = createAnalyzer();
  const mark = pc.isColorSupported ? (word: string) => pc.bold(pc.yellow(word)) : (word: string) => `«${word}»`;
  return results.map((result) => entry(result, snippetOf(result.content, query, { analyzer, mark }))).join('\n');
}

function entry(
  { rank, id, title, firstStageRank, firstStageScore, secondStageScore }: RetrievalResult,
  snippet: string,
) {
  const second = secondStageScore === undefined ? 'not scored' : secondStageScore.toFixed(3);
  const scores = `first stage ${firstStageScore.toFixed(3)} (rank ${firstStageRank}), second stage ${second}`;
  return `${String(rank).padStart(2)}. ${pc.bold(title ?? id)}\n    ${pc.dim(`${id}   ${scores}`)}\n    ${snippet}\n`;
}

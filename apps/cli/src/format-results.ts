import { createAnalyzer } from '@tsr/bm25/analysis';
import type { RetrievalResult } from '@tsr/core';
import { oneLine } from '@tsr/telemetry';
import pc from 'picocolors';
import { snippetOf } from './snippet.ts';

export interface FormatResultsOptions {
  /** ANSI colours; `«»` around matched words without. */
  readonly color: boolean;
  /** Whether a second stage was asked. */
  readonly judged: boolean;
}

/** Ranked results for a terminal. What documents hold cannot steer it: their control characters become spaces. */
export function formatResults(
  results: readonly RetrievalResult[],
  query: string,
  { color, judged }: FormatResultsOptions,
): string {
  if (results.length === 0) return 'Nothing found.\n';
  const analyzer = createAnalyzer();
  const { bold, dim, yellow } = pc.createColors(color);
  const mark = color ? (word: string) => bold(yellow(word)) : (word: string) => `«${word}»`;
  const entries = results.map((result) => {
    const { path } = result.metadata;
    const id = oneLine(typeof path === 'string' && !result.id.startsWith(path) ? `${path} ${result.id}` : result.id);
    const head = `${String(result.rank).padStart(2)}. ${bold(oneLine(result.title ?? id))}`;
    const snippet = snippetOf(oneLine(result.content), query, { analyzer, mark });
    return `${head}\n    ${dim(`${id}   ${scores(result, judged)}`)}\n    ${snippet}\n`;
  });
  return entries.join('\n');
}

function scores(result: RetrievalResult, judged: boolean): string {
  const first = `first stage ${result.firstStageScore.toFixed(3)} (rank ${result.firstStageRank})`;
  return judged ? `${first}, second stage ${secondScore(result)}` : first;
}

/** Where the last part of a cascade did not read the result, what an earlier one said. */
function secondScore({ secondStageScore, evidence }: RetrievalResult): string {
  if (secondStageScore !== undefined) return secondStageScore.toFixed(3);
  const last = evidence.at(-1);
  return last?.stage === 'rerank' ? `${last.score.toFixed(3)} (${oneLine(last.component)} only)` : 'not scored';
}

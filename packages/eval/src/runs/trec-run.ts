import { invalidArgument, shown } from '@tsr/core';
import { type Line, lineFault, linesOf } from '../lines.ts';
import type { ScoredId, ScoredRun } from './scored-run.ts';

/** The results of one query of a run file. */
export interface RunQuery {
  readonly queryId: string;
  /** In the order of the file. */
  readonly results: readonly ScoredId[];
}

interface RunLine {
  readonly query: string;
  readonly result: ScoredId;
  readonly number: number;
}

const COLUMNS = 'query id, Q0, document id, rank, score and tag, separated by white space';

/**
 * A run as TREC has it: `query Q0 document rank score tag` a line. Rank, order of the lines and tag are not read: what
 * counts is the score, as for trec_eval. Queries are in the order of their first line, and need not be grouped.
 *
 * @throws TypeError (`TSR_INVALID_ARGUMENT`) that names the line, for other columns, a score that is not finite, and a
 * document that a query has twice.
 */
export function parseTrecRun(text: string): ScoredRun {
  const queries = new Map<string, RunBuilder>();
  for (const line of linesOf(text)) {
    const parsed = parseLine(line);
    const query = queries.get(parsed.query) ?? createRunBuilder(parsed.query);
    queries.set(parsed.query, query);
    query.add(parsed);
  }
  return new Map([...queries].map(([id, { results }]) => [id, results]));
}

/**
 * The queries of a run, one after the other, from pieces of its text: in memory that does not grow with the run. Lines
 * of one query have to stand together.
 *
 * @throws TypeError (`TSR_INVALID_ARGUMENT`), from the iteration: as `parseTrecRun`, and for a query that comes back
 * after others.
 */
export async function* readTrecRun(
  chunks: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<RunQuery, void, void> {
  const ended = new Map<string, number>();
  let current: RunBuilder | undefined;
  let last = 0;
  for await (const line of linesOfChunks(chunks)) {
    const parsed = parseLine(line);
    if (current && parsed.query !== current.queryId) {
      ended.set(current.queryId, last);
      yield { queryId: current.queryId, results: current.results };
      current = undefined;
    }
    const before = ended.get(parsed.query);
    if (before !== undefined) {
      const fact = `comes back to query ${shown(parsed.query)}, which ended in line ${before}`;
      throw lineFault('run', line.number, `${fact}; sort the file by query, or read it whole with parseTrecRun`);
    }
    current ??= createRunBuilder(parsed.query);
    current.add(parsed);
    last = line.number;
  }
  if (current) yield { queryId: current.queryId, results: current.results };
}

interface RunBuilder extends RunQuery {
  add(line: RunLine): void;
}

function createRunBuilder(queryId: string): RunBuilder {
  const seen = new Map<string, number>();
  const results: ScoredId[] = [];
  return {
    queryId,
    results,
    add({ result, number }) {
      const first = seen.get(result.id);
      if (first !== undefined) {
        const fact = `has document ${shown(result.id)} of query ${shown(queryId)} again, as line ${first}`;
        throw lineFault('run', number, `${fact}; give each document of a query once`);
      }
      seen.set(result.id, number);
      results.push(result);
    },
  };
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

function parseLine({ number, text }: Line): RunLine {
  const columns = text.trim().split(/\s+/);
  if (columns.length !== 6) {
    throw lineFault('run', number, `has ${columns.length} columns: ${shown(text)}; give ${COLUMNS}`);
  }
  const [query, , id, , score] = columns as [string, string, string, string, string];
  const value = NUMBER.test(score) ? Number(score) : Number.NaN;
  if (!Number.isFinite(value)) {
    throw lineFault('run', number, `has the score ${shown(score)}; give a finite number`);
  }
  return { query, result: { id, score: value }, number };
}

/** Pieces of a text as lines: one may begin in a piece and end in another. */
async function* linesOfChunks(chunks: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Line, void, void> {
  let rest = '';
  let before = 0;
  for await (const chunk of chunks) {
    const text = rest + chunk;
    const end = text.lastIndexOf('\n') + 1;
    rest = text.slice(end);
    const whole = text.slice(0, end);
    for (const line of linesOf(whole)) yield { ...line, number: before + line.number };
    before += newlines(whole);
  }
  for (const line of linesOf(rest)) yield { ...line, number: before + line.number };
}

function newlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/**
 * A run as TREC has it, best first, ranks from 1. Scores read back as the same numbers.
 *
 * @throws TypeError (`TSR_INVALID_ARGUMENT`) for an id or tag that is empty or holds white space: the format separates
 * its columns by it.
 */
export function formatTrecRun(run: ScoredRun, { tag }: { readonly tag: string }): string {
  checkColumn('tag', tag);
  return [...run].map(([query, results]) => formatQuery(query, results, tag)).join('');
}

function formatQuery(query: string, results: readonly ScoredId[], tag: string): string {
  checkColumn('query id', query);
  return results
    .map(({ id, score }, index) => {
      checkColumn('document id', id);
      return `${query} Q0 ${id} ${index + 1} ${score} ${tag}\n`;
    })
    .join('');
}

/** A value of a format whose columns are separated by white space. */
export function checkColumn(name: string, value: string): void {
  if (typeof value === 'string' && /^\S+$/.test(value)) return;
  throw invalidArgument(`eval: ${name} ${shown(value)} cannot be written: columns end at white space; rename it`);
}

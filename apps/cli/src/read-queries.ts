import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { shown } from '@tsr/core';
import { queryFault } from './check-query-text.ts';
import { dataError, usageError } from './fail.ts';
import { jsonLines, stringOf } from './json-lines.ts';

export interface ReadQuery {
  /** By which judgments and traces know it; absent where the file gives none. */
  readonly id?: string;
  readonly text: string;
}

interface LocatedQuery extends ReadQuery {
  readonly at: string;
}

const JSON_LINES: readonly string[] = ['.jsonl', '.ndjson'];
const PLAIN: readonly string[] = ['.txt', '.text', ''];

/**
 * The queries of a file: `{ "text": "…" }` a line in `.jsonl` and `.ndjson`, with an `id` (or `_id`, as BEIR has it)
 * where there is one; a query a line in plain text; `-` is plain text on standard input.
 *
 * @throws TypeError (`TSR_INVALID_ARGUMENT`) for a file that is missing, empty or of another kind, and Error with file
 *   and line where a query is wrong.
 */
export async function readQueries(
  path: string,
  stdin: NodeJS.ReadableStream = process.stdin,
): Promise<readonly ReadQuery[]> {
  const extension = extname(path).toLowerCase();
  if (![...JSON_LINES, ...PLAIN].includes(extension)) {
    throw usageError(`--queries ${path}: ${extension} is not read; give a query a line (.txt) or JSON Lines (.jsonl)`);
  }
  const text = await (path === '-' ? textOf(stdin) : readFile(path, 'utf8').catch(cannotRead(path)));
  const queries = JSON_LINES.includes(extension) ? jsonQueries(text, path) : plainQueries(text, path);
  if (queries.length === 0) throw usageError(`--queries ${path} holds no query; write one a line`);
  checkIds(queries);
  return queries.map(checked);
}

/** Judgments and traces could not tell two queries of one id apart. */
function checkIds(queries: readonly LocatedQuery[]): void {
  const seen = new Map<string, string>();
  for (const { id, at } of queries) {
    if (id === undefined) continue;
    const earlier = seen.get(id);
    if (earlier !== undefined)
      throw dataError(`${at}: id ${shown(id)} is that of ${earlier} too; give each query its own`);
    seen.set(id, at);
  }
}

function cannotRead(path: string): (cause: NodeJS.ErrnoException) => never {
  return ({ code }) => {
    throw usageError(`--queries ${path} cannot be read (${code}); name a file with a query a line`);
  };
}

const REMEDY = 'write {"text": "..."}';

function jsonQueries(text: string, path: string): readonly LocatedQuery[] {
  return jsonLines(text, path, REMEDY).map((line) => {
    const query = { at: line.at, text: stringOf(line, ['text'], REMEDY) };
    const named = line.record.id !== undefined || line.record._id !== undefined;
    return named ? { ...query, id: stringOf(line, ['id', '_id'], 'write it as a string') } : query;
  });
}

function plainQueries(text: string, path: string): readonly LocatedQuery[] {
  const lines = text.split('\n').map((line, index) => ({ at: `${path}:${index + 1}`, text: line.trim() }));
  return lines.filter((line) => line.text !== '');
}

function checked({ at, ...query }: LocatedQuery): ReadQuery {
  const fault = queryFault(query.text);
  if (fault) throw dataError(`${at}: the query ${fault}`);
  return query;
}

import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { queryFault } from './check-query-text.ts';
import { dataError, usageError } from './fail.ts';
import { jsonLines, stringOf } from './json-lines.ts';

interface LocatedQuery {
  readonly at: string;
  readonly text: string;
}

const JSON_LINES: readonly string[] = ['.jsonl', '.ndjson'];
const PLAIN: readonly string[] = ['.txt', '.text', ''];

/**
 * The queries of a file: `{ "text": "…" }` a line in `.jsonl` and `.ndjson`, a query a line in plain text; `-` is
 * plain text on standard input.
 *
 * @throws TypeError (`TSR_INVALID_ARGUMENT`) for a file that is missing, empty or of another kind, and Error with file
 *   and line where a query is wrong.
 */
export async function readQueries(
  path: string,
  stdin: NodeJS.ReadableStream = process.stdin,
): Promise<readonly string[]> {
  const extension = extname(path).toLowerCase();
  if (![...JSON_LINES, ...PLAIN].includes(extension)) {
    throw usageError(`--queries ${path}: ${extension} is not read; give a query a line (.txt) or JSON Lines (.jsonl)`);
  }
  const text = await (path === '-' ? textOf(stdin) : readFile(path, 'utf8').catch(cannotRead(path)));
  const queries = JSON_LINES.includes(extension) ? jsonQueries(text, path) : plainQueries(text, path);
  if (queries.length === 0) throw usageError(`--queries ${path} holds no query; write one a line`);
  return queries.map(checked);
}

function cannotRead(path: string): (cause: NodeJS.ErrnoException) => never {
  return ({ code }) => {
    throw usageError(`--queries ${path} cannot be read (${code}); name a file with a query a line`);
  };
}

const REMEDY = 'write {"text": "..."}';

function jsonQueries(text: string, path: string): readonly LocatedQuery[] {
  return jsonLines(text, path, REMEDY).map((line) => ({ at: line.at, text: stringOf(line, ['text'], REMEDY) }));
}

function plainQueries(text: string, path: string): readonly LocatedQuery[] {
  const lines = text.split('\n').map((line, index) => ({ at: `${path}:${index + 1}`, text: line.trim() }));
  return lines.filter((line) => line.text !== '');
}

function checked({ at, text }: LocatedQuery): string {
  const fault = queryFault(text);
  if (fault) throw dataError(`${at}: the query ${fault}`);
  return text;
}

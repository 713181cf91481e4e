import { readFile } from 'node:fs/promises';
import { shown } from '@tsr/core';
import { parseQrels, type Qrels } from '@tsr/eval';
import { counted } from './counted.ts';
import { dataError, usageError } from './fail.ts';
import { type ReadQuery, readQueries } from './read-queries.ts';

/** Queries by id, and the judgments of those. */
export interface JudgedQueries {
  /** Those that are judged. */
  readonly queries: ReadonlyMap<string, string>;
  readonly qrels: Qrels;
}

/**
 * The judged queries of two files. What is in one of them alone is left out, and said on stderr.
 *
 * @throws TypeError (`TSR_INVALID_ARGUMENT`) for a file that cannot be read, and Error with file and line for what is
 *   wrong in one, or where no query is judged.
 */
export async function readJudgedQueries(queriesPath: string, qrelsPath: string): Promise<JudgedQueries> {
  const texts = queriesById(queriesPath, await readQueries(queriesPath));
  const judged = await readQrels(qrelsPath);
  const queries = new Map([...texts].filter(([id]) => judged.has(id)));
  const qrels = new Map([...judged].filter(([id]) => texts.has(id)));
  if (queries.size === 0) {
    const ids = `its ids are such as ${shown([...judged.keys()][0])}, theirs such as ${shown([...texts.keys()][0])}`;
    throw dataError(`--qrels ${qrelsPath} judges none of the queries: ${ids}; give both the same ids`);
  }
  sayLeftOut(texts.size - queries.size, judged.size - qrels.size);
  return { queries, qrels };
}

/** @throws Error for a query without an id. */
export function queriesById(path: string, queries: readonly ReadQuery[]): ReadonlyMap<string, string> {
  const nameless = queries.find(({ id }) => id === undefined);
  if (nameless === undefined) return new Map(queries.map(({ id, text }) => [id!, text]));
  const fact = `query ${shown(nameless.text)} has no id, by which judgments know it`;
  throw dataError(`${path}: ${fact}; write {"id": "…", "text": "…"} a line`);
}

function sayLeftOut(unjudged: number, unknown: number): void {
  const parts = [
    ...(unjudged > 0 ? [`${counted(unjudged, 'query', 'queries')} without judgments`] : []),
    ...(unknown > 0 ? [`judgments of ${counted(unknown, 'query', 'queries')} that --queries does not have`] : []),
  ];
  if (parts.length > 0) process.stderr.write(`left out: ${parts.join(', ')}\n`);
}

/** Judgments as TREC or BEIR write them. */
export async function readQrels(path: string): Promise<Qrels> {
  const text = await readFile(path, 'utf8').catch(({ code }: NodeJS.ErrnoException) => {
    throw usageError(`--qrels ${path} cannot be read (${code}); name a file of judgments, as TREC or BEIR write them`);
  });
  const qrels = inFile(path, () => parseQrels(text));
  if (qrels.size === 0) throw dataError(`${path} holds no judgment; write query, document and grade a line`);
  return qrels;
}

/** What is wrong in a file is the data's fault, and its message says which file. */
export function inFile<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw dataError(`${path}: ${(error as Error).message}`);
  }
}

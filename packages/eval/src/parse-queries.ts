import { invalidArgument, shown } from '@tsr/core';
import type { Qrels } from './evaluate.ts';
import { objectsOf, textField, uniqueId } from './lines.ts';

/**
 * Queries by id, in file order, of JSON Lines: `{"_id": "1", "text": "…"}` a line (`id` for `_id` is as good).
 * Other fields are not read.
 *
 * @throws TypeError that names the line, for what is not that, an id given twice included.
 */
export function parseQueriesJsonl(text: string): ReadonlyMap<string, string> {
  const queries = new Map<string, string>();
  const seen = new Map<string, number>();
  for (const { number, value } of objectsOf('queries', text)) {
    queries.set(uniqueId('queries', number, value, seen), textField('queries', number, value, 'text'));
  }
  return queries;
}

/**
 * The queries that have judgments, in their own order: collections carry more queries than one set judges.
 *
 * @throws TypeError for a judged query that is not among `queries`.
 */
export function judgedQueries<Q>(queries: ReadonlyMap<string, Q>, qrels: Qrels): ReadonlyMap<string, Q> {
  for (const id of qrels.keys()) {
    if (!queries.has(id)) throw invalidArgument(`eval: judged query ${shown(id)} is not among the queries; add it`);
  }
  return new Map([...queries].filter(([id]) => qrels.has(id)));
}

import { usageError } from './fail.ts';

/** Longer ones are texts, not questions. */
export const MAX_QUERY_CHARACTERS = 10_000;

export function checkQueryText(query: string): void {
  const fault = queryFault(query);
  if (fault) throw usageError(`the query ${fault}`);
}

/** What is wrong with a query, if anything is; goes on where its name ends. */
export function queryFault(query: string): string | undefined {
  if (query.trim() === '') return 'is empty; say what you are looking for';
  if (query.length <= MAX_QUERY_CHARACTERS) return undefined;
  return `has ${query.length} characters; ${MAX_QUERY_CHARACTERS} is the limit, ask shorter`;
}

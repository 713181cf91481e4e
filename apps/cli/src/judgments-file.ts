import { readFile } from 'node:fs/promises';
import { parseQrelsTsv } from '@tsr/eval';
import type { QueryJudgments } from '@tsr/telemetry';
import { dataError, usageError } from './fail.ts';

/** The judgments of a query, by its id; undefined for one without. */
export type JudgmentsOf = (queryId: string | undefined) => QueryJudgments | undefined;

/**
 * Judgments as BEIR writes them. A document of a grade above 0 is relevant.
 *
 * @throws TypeError (`TSR_INVALID_ARGUMENT`) for a file that cannot be read, and Error with file and line for what is
 *   wrong in it.
 */
export async function readJudgments(path: string | undefined): Promise<JudgmentsOf> {
  if (path === undefined) return () => undefined;
  const text = await readFile(path, 'utf8').catch(({ code }: NodeJS.ErrnoException) => {
    throw usageError(`--qrels ${path} cannot be read (${code}); name a file with query-id, corpus-id and score`);
  });
  const byQuery = relevantByQuery(text, path);
  return (id) => (id === undefined ? undefined : byQuery.get(id));
}

function relevantByQuery(text: string, path: string): ReadonlyMap<string, QueryJudgments> {
  try {
    const judged = [...parseQrelsTsv(text)];
    return new Map(
      judged.map(([query, grades]) => {
        const relevant = [...grades].filter(([, grade]) => grade > 0).map(([id]) => id);
        return [query, { relevant: new Set(relevant) }];
      }),
    );
  } catch (error) {
    throw dataError(`${path}: ${(error as Error).message}`);
  }
}

import { readFile } from 'node:fs/promises';
import { shown } from '@tsr/core';
import { parseQrelsTsv } from '@tsr/eval';
import type { QueryJudgments } from '@tsr/telemetry';
import { dataError, usageError } from './fail.ts';

/** Judgments by the ids of queries. */
export interface JudgmentsFile {
  /** Of a query; undefined for one that is not judged. */
  of(queryId: string): QueryJudgments | undefined;
  /** @throws Error where none of the queries that were asked for is judged: most likely their ids are others. */
  checkUsed(): void;
}

/**
 * Judgments as BEIR writes them. A document of a grade above 0 is relevant.
 *
 * @throws TypeError (`TSR_INVALID_ARGUMENT`) for a file that cannot be read, and Error with file and line for what is
 *   wrong in it.
 */
export async function readJudgments(path: string | undefined): Promise<JudgmentsFile> {
  if (path === undefined) return { of: () => undefined, checkUsed: () => {} };
  const text = await readFile(path, 'utf8').catch(({ code }: NodeJS.ErrnoException) => {
    throw usageError(`--qrels ${path} cannot be read (${code}); name a file with query-id, corpus-id and score`);
  });
  const byQuery = relevantByQuery(text, path);
  const asked = { judged: 0, other: undefined as string | undefined };
  return {
    of(queryId) {
      const judgments = byQuery.get(queryId);
      if (judgments) asked.judged++;
      else asked.other = queryId;
      return judgments;
    },
    checkUsed() {
      if (asked.judged > 0 || asked.other === undefined) return;
      const ids = `its ids are such as ${shown([...byQuery.keys()][0])}, theirs such as ${shown(asked.other)}`;
      throw dataError(
        `--qrels ${path} judges none of the queries: ${ids}; give queries their ids ({ id, text } a line)`,
      );
    },
  };
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

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createBm25Index } from '@tsr/bm25';
import { type Document, passageText, type Ranking } from '@tsr/core';
import { parseCorpusJsonl, parseQueriesJsonl } from '@tsr/eval';

/** A path in ../shared, beside the project. */
export const shared = (path: string): string => fileURLToPath(new URL(`../../../shared/${path}`, import.meta.url));

/** The size and cost of ms-marco-MiniLM-L-6-v2 in int8, with an untrained head. */
export const MODEL: string = shared('models/tsr/untrained-cross-encoder-l6');

/** A query and what BM25 finds for it. */
export interface RerankTask {
  readonly query: string;
  readonly candidates: Ranking;
}

export const passagesOf = ({ candidates }: RerankTask): readonly string[] =>
  candidates.map(({ document }) => passageText(document));

export function documentsOf(collection: string): readonly Document[] {
  return parseCorpusJsonl(readFileSync(shared(`data/${collection}/corpus.jsonl`), 'utf8'));
}

export function queriesOf(collection: string): readonly string[] {
  return [...parseQueriesJsonl(readFileSync(shared(`data/${collection}/queries.jsonl`), 'utf8')).values()];
}

/** The first so many queries of a collection for which BM25 finds so many candidates. */
export async function rerankTasks(collection: string, count: number, depth: number): Promise<readonly RerankTask[]> {
  const index = await createBm25Index();
  await index.upsert(documentsOf(collection));
  const tasks: RerankTask[] = [];
  for (const query of queriesOf(collection)) {
    const candidates = await index.search(query, { topK: depth });
    if (candidates.length === depth) tasks.push({ query, candidates });
    if (tasks.length === count) break;
  }
  return tasks;
}

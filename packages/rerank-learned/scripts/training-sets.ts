import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createBm25Index } from '@tsr/bm25';
import type { Document, Embedder, Retriever } from '@tsr/core';
import { createDenseIndex } from '@tsr/dense-hnsw';
import { judgedQueries, parseCorpusJsonl, parseQrelsTsv, parseQueriesJsonl, type Qrels } from '@tsr/eval';
import { createHybridRetriever } from '@tsr/fusion';

/** Queries with judgments, and what they are asked of. */
export interface TrainingSet {
  readonly name: string;
  readonly documents: readonly Document[];
  readonly queries: ReadonlyMap<string, string>;
  readonly qrels: Qrels;
  /** How much each of its queries counts. */
  readonly weight: number;
}

interface WeakLine {
  readonly source: string;
  readonly query: string;
  readonly passage: string;
}

const WEAK_WEIGHT = 0.3;
const WEAK_QUERIES_A_SOURCE = 300;

/** SciFact's training queries, from a folder in BEIR's layout. */
export function scifactTrain(folder: string): TrainingSet {
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const qrels = parseQrelsTsv(read('qrels/train.tsv'));
  const queries = judgedQueries(parseQueriesJsonl(read('queries.jsonl')), qrels);
  return { name: 'scifact-train', documents: parseCorpusJsonl(read('corpus.jsonl')), queries, qrels, weight: 1 };
}

/** What `weak-queries.py` made: all its passages, and some queries of each source. */
export function weakQueries(file: string): TrainingSet {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const all = lines.map((line) => JSON.parse(line) as WeakLine);
  const taken = new Map<string, number>();
  const picked = [...all.entries()].filter(([, { source }]) => {
    taken.set(source, (taken.get(source) ?? 0) + 1);
    return taken.get(source)! <= WEAK_QUERIES_A_SOURCE;
  });
  return {
    name: 'weak',
    documents: all.map(({ passage }, index) => ({ id: String(index), content: passage })),
    queries: new Map(picked.map(([index, { query }]) => [`weak-${index}`, query])),
    qrels: new Map(picked.map(([index]) => [`weak-${index}`, new Map([[String(index), 1]])])),
    weight: WEAK_WEIGHT,
  };
}

/** The default hybrid over some documents, or one whose dense leg weighs so many times what BM25 does. */
export async function hybridOver(
  documents: readonly Document[],
  embedder: Embedder,
  denseWeight?: number,
): Promise<Retriever> {
  const bm25 = createBm25Index({ documents });
  const dense = await createDenseIndex({ documents, embedder, engine: 'exact' });
  const weights = denseWeight === undefined ? {} : { bm25: 1, dense: denseWeight };
  return createHybridRetriever({ retrievers: { bm25, dense }, weights });
}

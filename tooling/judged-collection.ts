import { readFileSync } from 'node:fs';
import type { Document, Ranking, Retriever } from '@tsr/core';
import {
  evaluate,
  judgedQueries,
  type Measure,
  parseCorpusJsonl,
  parseQrelsTsv,
  parseQueriesJsonl,
  type Qrels,
  runOf,
  searchMany,
} from '@tsr/eval';
import { sharedPath } from './shared.ts';

/** A judged collection of ../shared/data, and what a test does with it. */
export interface JudgedCollection {
  readonly documents: readonly Document[];
  /** Those of the test judgments, by id. */
  readonly queries: ReadonlyMap<string, string>;
  readonly qrels: Qrels;
  /** The means of the measures over rankings by query id. */
  meansOf(rankings: ReadonlyMap<string, Ranking>, measures: readonly Measure[]): Readonly<Record<string, number>>;
  /** The same, of what a retriever finds: the top 100 of each query. */
  measure(retriever: Retriever, measures: readonly Measure[]): Promise<Readonly<Record<string, number>>>;
}

/** Files of test judgments. */
const QRELS = { scifact: 'test', cranfield: 'test', cacm: 'test', 'trec-dl': 'dl20' } as const;

export function judgedCollection(name: keyof typeof QRELS): JudgedCollection {
  const read = (file: string): string => readFileSync(sharedPath(`data/${name}/${file}`), 'utf8');
  const qrels = parseQrelsTsv(read(`qrels/${QRELS[name]}.tsv`));
  const queries = judgedQueries(parseQueriesJsonl(read('queries.jsonl')), qrels);
  const meansOf: JudgedCollection['meansOf'] = (rankings, measures) =>
    evaluate({ run: runOf(rankings), qrels, measures }).mean;
  return {
    documents: parseCorpusJsonl(read('corpus.jsonl')),
    queries,
    qrels,
    meansOf,
    measure: async (retriever, measures) => meansOf(await searchMany(retriever, queries, { topK: 100 }), measures),
  };
}

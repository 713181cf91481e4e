import type { Retriever } from '@tsr/core';
import type { JudgedList } from '../src/train-ranker.ts';
import type { TrainingSet } from './training-sets.ts';

const CANDIDATES = 100;

/** What a first stage finds for each query, with its judgments. */
export async function* judgedLists(
  firstStage: Retriever,
  { queries, qrels, weight }: TrainingSet,
): AsyncGenerator<JudgedList> {
  for (const [id, query] of queries) {
    const candidates = await firstStage.search(query, { topK: CANDIDATES });
    yield { query, candidates, relevance: qrels.get(id) ?? new Map(), weight };
  }
}

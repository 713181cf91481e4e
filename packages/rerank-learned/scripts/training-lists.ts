import type { Query, Ranking, Reranker, Retriever } from '@tsr/core';
import { type Qrels, searchMany } from '@tsr/eval';
import { FEATURE_NAMES } from '../src/index.ts';
import type { TrainingList } from './lambda-rank.ts';

/** One list a query: its candidates' standardised features, read from the evidence, and which are relevant. */
export async function trainingLists(
  firstStage: Retriever,
  reranker: Reranker,
  queries: ReadonlyMap<string, Query>,
  qrels: Qrels,
): Promise<readonly TrainingList[]> {
  const lists: TrainingList[] = [];
  for (const [id, candidates] of await searchMany(firstStage, queries, { topK: 100, concurrency: 1 })) {
    const features = featuresById(await reranker.rerank(queries.get(id) as Query, candidates));
    lists.push({
      rows: candidates.map(({ document }) => features.get(document.id) ?? []),
      relevant: candidates.map(({ document }) => (qrels.get(id)?.get(document.id) ?? 0) > 0),
    });
  }
  return lists;
}

function featuresById(ranking: Ranking): ReadonlyMap<string, readonly number[]> {
  return new Map(
    ranking.map(({ document, evidence }) => {
      const details = evidence?.at(-1)?.details ?? {};
      return [document.id, FEATURE_NAMES.map((name) => details[name] as number)];
    }),
  );
}

import {
  type CandidateScore,
  createTwoStageRetriever,
  type Document,
  defineReranker,
  defineRetriever,
  type Reranker,
  type Retriever,
  rankingOf,
  type TwoStageOptions,
  type TwoStageRetriever,
} from '@tsr/core';

/** Finds the same documents for every query, with these scores, by id. */
export function createFixedRetriever(name: string, scores: Readonly<Record<string, number>>): Retriever {
  return defineRetriever({
    name,
    search: (_, { topK }) => {
      const found = Object.entries(scores).map(([id, score]) => ({ document: documentOf(id), score }));
      return rankingOf(found, topK);
    },
  });
}

/** Gives the candidates these scores, by id; the others none. */
export function createFixedReranker(scores: Readonly<Record<string, number>>, name = 'judge'): Reranker {
  return defineReranker({
    name,
    scope: 'pair',
    rerank: (_, candidates) =>
      candidates.flatMap(({ document }, index): readonly CandidateScore[] => {
        const score = scores[document.id];
        return score === undefined ? [] : [{ index, score }];
      }),
  });
}

export const FIRST_STAGE: Readonly<Record<string, number>> = { a: 4, b: 3, c: 2, d: 1 };

/** Four candidates a, b, c, d; the second stage turns their order around. */
export function createSampleRetriever(options: Partial<TwoStageOptions> = {}): TwoStageRetriever {
  const firstStage = createFixedRetriever('lexical', FIRST_STAGE);
  const secondStage = createFixedReranker({ a: 0.1, b: 0.2, c: 0.3, d: 0.4 });
  return createTwoStageRetriever({ firstStage, secondStage, ...options });
}

function documentOf(id: string): Document {
  return { id, content: `content of ${id}` };
}

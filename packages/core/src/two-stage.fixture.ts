import type { Document, Ranking, Reranker, RerankOptions, Retriever } from './contracts.ts';
import { defineReranker } from './define-reranker.ts';
import { defineRetriever } from './define-retriever.ts';

/** Documents a, b, c, … */
export function lettered(count: number): readonly Document[] {
  return Array.from({ length: count }, (_, n) => {
    const id = String.fromCharCode(97 + n);
    return { id, content: id, title: id.toUpperCase(), metadata: { n } };
  });
}

/** Finds the documents in the order of their letters, with scores that fall from their number to 1. */
export function alphabet(count: number): Retriever {
  return defineRetriever({
    name: 'alphabet',
    search: (_, { topK, matches }) =>
      lettered(count)
        .filter(({ metadata }) => !matches || matches(metadata))
        .slice(0, topK)
        .map((document, index) => ({ document, score: count - index })),
  });
}

/** Scores candidates by this table, and leaves out all others. */
export function scoring(table: Readonly<Record<string, number>>): Reranker {
  return defineReranker({
    name: 'table',
    scope: 'pair',
    rerank: (_, candidates) =>
      candidates.flatMap(({ document }, index) => {
        const score = table[document.id];
        return score === undefined ? [] : [{ index, score }];
      }),
  });
}

/** A reranker that is this function, unchecked. */
export function raw(rerank: (candidates: Ranking, options: RerankOptions) => Promise<Ranking>): Reranker {
  return { name: 'raw', scope: 'list', rerank: (_, candidates, options = {}) => rerank(candidates, options) };
}

export function ids(results: readonly { readonly id: string }[]): string {
  return results.map(({ id }) => id).join('');
}

import type { PassageMatch, QueryTerms } from './passage-match.ts';

/** What the candidates of one query have in common. */
export interface ListStatistics {
  /** By term number, each above 0: how few of the candidates have the term. */
  readonly idf: readonly number[];
  /** Terms a candidate, at least 1. */
  readonly averageLength: number;
}

/** Inverse document frequency as Lucene's BM25 has it, counted over the list. */
export function listStatistics({ numbers }: QueryTerms, matches: readonly PassageMatch[]): ListStatistics {
  const frequencies = new Array<number>(numbers.size).fill(0);
  let length = 0;
  for (const match of matches) {
    length += match.length;
    for (const term of new Set(match.terms)) frequencies[term] = (frequencies[term] as number) + 1;
  }
  const count = matches.length;
  return {
    idf: frequencies.map((frequency) => Math.log(1 + (count - frequency + 0.5) / (frequency + 0.5))),
    averageLength: Math.max(1, length / Math.max(1, count)),
  };
}

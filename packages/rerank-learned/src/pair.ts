import type { ListStatistics } from './list-statistics.ts';
import type { PassageMatch, QueryTerms } from './passage-match.ts';

/** A query and one of its candidates, as every feature sees them. */
export interface Pair {
  readonly query: QueryTerms;
  readonly match: PassageMatch;
  readonly list: ListStatistics;
  /** Where the first stage's score lies between the lowest (0) and the highest (1) of the list. */
  readonly share: number;
  /** The first stage's, from 1. */
  readonly rank: number;
  /** Cosine of query and passage; absent where nothing embeds. */
  readonly cosine?: number;
}

/** One finite number a pair. */
export type Feature = (pair: Pair) => number;

/** `part / whole`, 0 where there is no whole. */
export function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

import type { Document } from '@tsr/core';
import type { ListStatistics } from './list-statistics.ts';
import type { PassageMatch, QueryTerms } from './passage-match.ts';
import type { SoftMatch } from './soft-match.ts';
import type { StageEvidence } from './stage-evidence.ts';

/** A query and one of its candidates, as every feature sees them. */
export interface Pair {
  readonly query: QueryTerms;
  readonly match: PassageMatch;
  readonly list: ListStatistics;
  readonly evidence: StageEvidence;
  readonly document: Document;
  /** Absent where there are no token vectors. */
  readonly soft?: SoftMatch | undefined;
}

/** One number a pair: finite, or NaN where it is not known. */
export type Feature = (pair: Pair) => number;

/** `part / whole`, 0 where there is no whole. */
export function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

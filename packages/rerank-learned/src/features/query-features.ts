import type { QueryTerms } from './passage-match.ts';
import type { StageEvidence } from './stage-evidence.ts';

/** What is the same for all candidates of a query: how it is asked, and how far the legs agree. */
export interface QuerySide {
  readonly query: QueryTerms;
  /** Words of the query, function words included. */
  readonly words: number;
  readonly evidence: readonly StageEvidence[];
  readonly averageLength: number;
}

type QueryFeature = (side: QuerySide) => number;

const TOP = 10;

/** Terms of the query, repetitions included. */
const terms: QueryFeature = ({ query }) => query.sequence.length;

/** Share of its words that say nothing of what is asked for: about 0 for keywords, .5 for a question. */
const functionWords: QueryFeature = ({ query, words }) => 1 - query.sequence.length / Math.max(1, words);

/** Highest idf of English at large among its terms. */
const rarestTerm: QueryFeature = ({ query }) => Math.max(0, ...query.background);

/** Share of the dense leg's best 10 that the lexical leg has among its best 10. NaN without legs. */
const agreement: QueryFeature = ({ evidence }) => {
  const dense = evidence.filter(({ denseRank }) => denseRank <= TOP);
  return dense.filter(({ lexicalRank }) => lexicalRank <= TOP).length / (dense.length || Number.NaN);
};

/** log2(1 + mean terms of a passage). */
const passageLength: QueryFeature = ({ averageLength }) => Math.log2(1 + averageLength);

export const QUERY_FEATURES: Readonly<Record<string, QueryFeature>> = {
  terms,
  functionWords,
  rarestTerm,
  agreement,
  passageLength,
};

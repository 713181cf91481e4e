import {
  type CandidateScore,
  type CheckedQuery,
  type CheckedRerankOptions,
  createTurns,
  defineReranker,
  type Ranking,
  type Reranker,
} from '@tsr/core';
import { beginning } from './beginning.ts';
import {
  type CheckedFeatureOptions,
  checkFeatureOptions,
  type FeatureRerankerOptions,
} from './feature-reranker-options.ts';
import { weightedSum } from './feature-weights.ts';
import { FEATURE_NAMES, featuresOf } from './features.ts';
import { firstStageShares } from './first-stage-shares.ts';
import { listStatistics } from './list-statistics.ts';
import { queryTermsOf } from './passage-match.ts';
import { queryCosines } from './query-cosines.ts';
import { readCandidates } from './read-candidates.ts';
import { standardiseColumns } from './standardise.ts';

/** Characters that are read of a query. */
export const MAX_QUERY_CHARACTERS = 2_048;

/**
 * A {@link Reranker} that looks at how query and passage meet: which terms, how rare, how close, in which order,
 * where, how alike in meaning, and what the first stage thought. Each feature is standardised over the candidates,
 * and the score is the sum of weight times value.
 *
 * - Scope `'list'`: idf, lengths and standardisation are those of the candidates, so a score depends on all of them.
 *   More candidates, other scores.
 * - In the evidence, `details` has each feature twice: `coverage` is the standardised value, which times its weight
 *   is what it adds to the score; `coverage.raw` is the value before.
 * - A deadline cuts the candidates from the end: those that were read by then are scored, as if there were no others.
 * - Reads the first 16,384 characters of a passage and 2,048 of a query. The thread is given up about every 8 ms.
 *
 * @throws `TypeError` or `RangeError`, `TSR_INVALID_ARGUMENT`: an option is not valid.
 */
export function createFeatureReranker(options: FeatureRerankerOptions = {}): Reranker {
  const checked = checkFeatureOptions(options);
  return defineReranker({
    name: checked.name,
    scope: 'list',
    async rerank(query, candidates, rerankOptions) {
      const rows = await featureRows(checked, query, candidates, rerankOptions);
      const values = standardiseColumns(rows);
      return rows.map((raw, index) => scoreOf(index, checked.weights, values[index] as readonly number[], raw));
    },
  });
}

/** Raw features of the candidates that were read in time, in candidate order. */
async function featureRows(
  { name, analyzer, embedder }: CheckedFeatureOptions,
  { text, ...rest }: CheckedQuery,
  candidates: Ranking,
  { signal, deadline, trace }: CheckedRerankOptions,
): Promise<readonly (readonly number[])[]> {
  const turns = createTurns({ signal });
  const query = { ...rest, text: beginning(text, MAX_QUERY_CHARACTERS) };
  const terms = queryTermsOf(analyzer.terms(query.text));
  const cosines = embedder && (await queryCosines(name, embedder, query, { signal, trace }));
  const read = await readCandidates(candidates, terms, { analyzer, cosines, turns, deadline });
  const shares = firstStageShares(candidates.slice(0, read.length));
  const list = listStatistics(
    terms,
    read.map(({ match }) => match),
  );
  const rows: (readonly number[])[] = [];
  for (const [index, candidate] of read.entries()) {
    rows.push(featuresOf({ ...candidate, query: terms, list, share: shares[index] as number, rank: index + 1 }));
    if (turns.due()) await turns.give();
  }
  return rows;
}

function scoreOf(
  index: number,
  weights: readonly number[],
  values: readonly number[],
  raw: readonly number[],
): CandidateScore {
  const details: Record<string, number> = {};
  for (const [column, feature] of FEATURE_NAMES.entries()) {
    details[feature] = values[column] as number;
    details[`${feature}.raw`] = raw[column] as number;
  }
  return { index, score: weightedSum(weights, values), details };
}

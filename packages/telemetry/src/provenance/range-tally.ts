import type { QueryView, ViewedCandidate } from './query-view.ts';
import type { Interval, Resampling } from './resampling.ts';
import { createShareResamples, type ShareResamples } from './share-resamples.ts';

/** Over all queries. Micro: one count over all of them. Macro: the mean of the queries' own figures. */
export interface RangeFigures {
  readonly results: number;
  /** Those of the results that the last stage did not score. */
  readonly unscored: number;
  readonly candidates: number;
  /** Results of this range, of all results; macro over queries with results. Null where there are none. */
  readonly share: MicroMacro;
  /** Bootstrap over queries; null for fewer than two queries with results. */
  readonly shareIntervals: { readonly micro: Interval | null; readonly macro: Interval | null };
  /** Results of this range, of the range's candidates; macro over queries with such candidates. Null without any. */
  readonly hitRate: MicroMacro;
  /** The shares that there would have been otherwise: what `lift` compares with. */
  readonly baseline: Baseline;
  readonly lift: Lift;
}

/** Null without candidates in any range. */
export interface Baseline {
  /** Of the first stage's own top k. */
  readonly firstStage: number | null;
  /** To be expected if the candidates were in random order. */
  readonly random: number | null;
}

export interface MicroMacro {
  readonly micro: number | null;
  readonly macro: number | null;
}

/** How many times as many results came from a range as would have come otherwise. Null without candidates. */
export interface Lift {
  /** The share, divided by `baseline.firstStage`. 1 where both are 0, null where only the latter is. */
  readonly overFirstStage: number | null;
  /** The share, divided by `baseline.random`. */
  readonly overRandom: number | null;
}

/** Position of a candidate's range, from 0. */
export type BinOf = (candidate: ViewedCandidate, index: number) => number;

export interface RangeTally {
  /** One query. */
  add(query: QueryView, binOf: BinOf): void;
  figures(): readonly RangeFigures[];
  /** A tally of its own that begins where this one is. */
  copy(): RangeTally;
}

interface Sums {
  results: number;
  unscored: number;
  candidates: number;
  withoutReranking: number;
  atRandom: number;
  shares: number;
  hitRates: number;
  /** Queries with candidates in the range. */
  queries: number;
}

/** Adds up, query by query, what the figures of `bins` ranges need. */
export function createRangeTally(bins: number, resampling: Resampling): RangeTally {
  return tallyFrom(Array.from({ length: bins }, emptySums), 0, createShareResamples(bins, resampling));
}

function tallyFrom(sums: readonly Sums[], queriesBefore: number, resamples: ShareResamples): RangeTally {
  let queriesWithResults = queriesBefore;
  return {
    add({ candidates, weights }, binOf) {
      const query = countsOf(candidates, binOf);
      const results = total([...query.values()], 'results');
      for (const [bin, counts] of query) addQuery(sums[bin]!, counts, results);
      if (results === 0) return;
      queriesWithResults++;
      resamples.add(query, results, weights);
    },
    figures: () => {
      const all = {
        results: total(sums, 'results'),
        withoutReranking: total(sums, 'withoutReranking'),
        atRandom: total(sums, 'atRandom'),
      };
      return sums.map((bin, at) => figuresOf(bin, all, queriesWithResults, resamples.intervals(at)));
    },
    copy: () => tallyFrom(structuredClone(sums), queriesWithResults, resamples.copy()),
  };
}

function emptySums(): Sums {
  return {
    results: 0,
    unscored: 0,
    candidates: 0,
    withoutReranking: 0,
    atRandom: 0,
    shares: 0,
    hitRates: 0,
    queries: 0,
  };
}

/** Of the ranges that the query has candidates in. */
function countsOf(candidates: QueryView['candidates'], binOf: BinOf): ReadonlyMap<number, Sums> {
  const counts = new Map<number, Sums>();
  for (let index = 0; index < candidates.length; index++) {
    const candidate = candidates[index]!;
    const bin = binOf(candidate, index);
    const sums = counts.get(bin) ?? emptySums();
    if (sums.candidates === 0) counts.set(bin, sums);
    sums.candidates++;
    sums.atRandom += candidate.atRandom;
    if (candidate.returned) sums.results++;
    if (candidate.unscored) sums.unscored++;
    if (candidate.withoutReranking) sums.withoutReranking++;
  }
  return counts;
}

function addQuery(sums: Sums, query: Sums, allResults: number): void {
  sums.results += query.results;
  sums.unscored += query.unscored;
  sums.candidates += query.candidates;
  sums.withoutReranking += query.withoutReranking;
  sums.atRandom += query.atRandom;
  if (allResults > 0) sums.shares += query.results / allResults;
  if (query.candidates === 0) return;
  sums.hitRates += query.results / query.candidates;
  sums.queries++;
}

function total(sums: readonly Sums[], name: 'results' | 'withoutReranking' | 'atRandom'): number {
  return sums.reduce((sum, bin) => sum + bin[name], 0);
}

type Totals = Pick<Sums, 'results' | 'withoutReranking' | 'atRandom'>;

function figuresOf(
  sums: Sums,
  all: Totals,
  queriesWithResults: number,
  shareIntervals: RangeFigures['shareIntervals'],
): RangeFigures {
  const { results, unscored, candidates, shares, hitRates, queries } = sums;
  const share = { micro: ratio(results, all.results), macro: ratio(shares, queriesWithResults) };
  const baseline = {
    firstStage: ratio(sums.withoutReranking, all.withoutReranking),
    random: ratio(sums.atRandom, all.atRandom),
  };
  return {
    ...{ results, unscored, candidates, share, shareIntervals },
    hitRate: { micro: ratio(results, candidates), macro: ratio(hitRates, queries) },
    baseline,
    lift: {
      overFirstStage: liftOf(candidates, share.micro, baseline.firstStage),
      overRandom: liftOf(candidates, share.micro, baseline.random),
    },
  };
}

function liftOf(candidates: number, share: number | null, otherwise: number | null): number | null {
  if (candidates === 0 || share === null || otherwise === null) return null;
  return share === 0 && otherwise === 0 ? 1 : ratio(share, otherwise);
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

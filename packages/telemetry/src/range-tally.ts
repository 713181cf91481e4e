/** What one query says of one candidate, whatever its range. */
export interface RangeMark {
  /** It is one of the final results. */
  readonly returned: boolean;
  /** It is one of the final results, without a score of the second stage. */
  readonly unscored: boolean;
}

export interface RangeEntry extends RangeMark {
  /** Position of the candidate's range, from 0. */
  readonly bin: number;
}

/** Over all queries. Micro: one count over all of them. Macro: the mean of the queries' own figures. */
export interface RangeFigures {
  readonly results: number;
  /** Those of the results that the last stage did not score. */
  readonly unscored: number;
  readonly candidates: number;
  /** Results of this range, of all results; macro over queries with results. Null where there are none. */
  readonly share: MicroMacro;
  /** Results of this range, of the range's candidates; macro over queries with such candidates. Null without any. */
  readonly hitRate: MicroMacro;
}

export interface MicroMacro {
  readonly micro: number | null;
  readonly macro: number | null;
}

export interface RangeTally {
  add(entries: readonly RangeEntry[]): void;
  figures(): readonly RangeFigures[];
  /** A tally of its own that begins where this one is. */
  copy(): RangeTally;
}

interface Sums {
  results: number;
  unscored: number;
  candidates: number;
  shares: number;
  hitRates: number;
  /** Queries with candidates in the range. */
  queries: number;
}

/** Adds up, query by query, what the figures of `bins` ranges need. */
export function createRangeTally(bins: number): RangeTally {
  return tallyFrom(Array.from({ length: bins }, emptySums), 0);
}

function tallyFrom(sums: readonly Sums[], queriesBefore: number): RangeTally {
  let queriesWithResults = queriesBefore;
  return {
    add(entries) {
      const query = countsOf(entries, sums.length);
      const results = total(query);
      if (results > 0) queriesWithResults++;
      for (const [bin, counts] of query.entries()) addQuery(sums[bin]!, counts, results);
    },
    figures: () => sums.map((bin) => figuresOf(bin, total(sums), queriesWithResults)),
    copy: () => tallyFrom(structuredClone(sums), queriesWithResults),
  };
}

function emptySums(): Sums {
  return { results: 0, unscored: 0, candidates: 0, shares: 0, hitRates: 0, queries: 0 };
}

function countsOf(entries: readonly RangeEntry[], bins: number): readonly Sums[] {
  const counts = Array.from({ length: bins }, emptySums);
  for (const { bin, returned, unscored } of entries) {
    counts[bin]!.candidates++;
    if (returned) counts[bin]!.results++;
    if (unscored) counts[bin]!.unscored++;
  }
  return counts;
}

function addQuery(sums: Sums, { results, unscored, candidates }: Sums, allResults: number): void {
  sums.results += results;
  sums.unscored += unscored;
  sums.candidates += candidates;
  if (allResults > 0) sums.shares += results / allResults;
  if (candidates === 0) return;
  sums.hitRates += results / candidates;
  sums.queries++;
}

function total(sums: readonly Sums[]): number {
  return sums.reduce((sum, { results }) => sum + results, 0);
}

function figuresOf(sums: Sums, allResults: number, queriesWithResults: number): RangeFigures {
  const { results, unscored, candidates, shares, hitRates, queries } = sums;
  return {
    ...{ results, unscored, candidates },
    share: { micro: ratio(results, allResults), macro: ratio(shares, queriesWithResults) },
    hitRate: { micro: ratio(results, candidates), macro: ratio(hitRates, queries) },
  };
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

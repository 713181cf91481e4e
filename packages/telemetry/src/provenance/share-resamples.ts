import type { Interval, Resampling } from './resampling.ts';

/** Sums, one a range and resample, from which intervals of shares are made. */
export interface ShareResamples {
  /** One query with results: how many of each range, of how many. */
  add(counts: ReadonlyMap<number, { readonly results: number }>, all: number, weights: Uint8Array): void;
  /** Of the share of all results that are of the range, and of its mean over queries. */
  intervals(bin: number): { readonly micro: Interval | null; readonly macro: Interval | null };
  copy(): ShareResamples;
}

interface Sums {
  /** A row of resamples a range. */
  readonly results: Float64Array;
  readonly shares: Float64Array;
  /** One a resample. */
  readonly allResults: Float64Array;
  readonly queries: Float64Array;
  added: number;
}

export function createShareResamples(bins: number, resampling: Resampling): ShareResamples {
  const { resamples } = resampling;
  const row = (length: number): Float64Array => new Float64Array(length);
  return from(resampling, {
    ...{ results: row(bins * resamples), shares: row(bins * resamples) },
    ...{ allResults: row(resamples), queries: row(resamples), added: 0 },
  });
}

function from(resampling: Resampling, sums: Sums): ShareResamples {
  const { resamples } = resampling;
  const ratios = (parts: Float64Array, bin: number, wholes: Float64Array): Float64Array =>
    parts.slice(bin * resamples, (bin + 1) * resamples).map((part, at) => part / wholes[at]!);
  return {
    add(counts, all, weights) {
      sums.added++;
      addRow(sums.allResults, 0, all, weights);
      addRow(sums.queries, 0, 1, weights);
      for (const [bin, { results }] of counts) {
        if (results === 0) continue;
        addRow(sums.results, bin * resamples, results, weights);
        addRow(sums.shares, bin * resamples, results / all, weights);
      }
    },
    intervals(bin) {
      if (sums.added < 2 || resamples === 0) return { micro: null, macro: null };
      return {
        micro: resampling.interval(ratios(sums.results, bin, sums.allResults)),
        macro: resampling.interval(ratios(sums.shares, bin, sums.queries)),
      };
    },
    copy: () => from(resampling, structuredClone(sums)),
  };
}

function addRow(sums: Float64Array, start: number, value: number, weights: Uint8Array): void {
  for (let at = 0; at < weights.length; at++) sums[start + at]! += value * weights[at]!;
}

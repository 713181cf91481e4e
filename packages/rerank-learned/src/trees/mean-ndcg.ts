import type { RankingData } from './ranking-data.ts';
import { idealGains, type RankingGains, rankingGains } from './ranking-gains.ts';
import { sortByScore } from './sort-by-score.ts';

/** Measures one data set again and again. */
export interface NdcgMeter {
  /** Mean over the queries that have a relevant row; NaN if none has. Equal scores are in the order of the rows. */
  measure(scores: Float64Array): number;
}

/**
 * nDCG at a cutoff, with gains of `2 ** label - 1` (Burges et al., ICML 2005; Järvelin and Kekäläinen, TOIS 2002). What
 * is best is taken from the rows: relevant documents that are not among them do not count.
 */
export function createNdcgMeter(data: RankingData, cutoff: number): NdcgMeter {
  const ranking = rankingGains(data);
  const ideals = idealGains(ranking, cutoff);
  const order = Int32Array.from({ length: data.labels.length }, (_, row) => row);
  const judged = ideals.reduce((count, ideal) => count + (ideal > 0 ? 1 : 0), 0);
  return {
    measure(scores) {
      let sum = 0;
      for (const [query, ideal] of ideals.entries()) {
        if (ideal === 0) continue;
        const list = order.subarray(ranking.starts[query], ranking.starts[query + 1]);
        sortByScore(list, scores);
        sum += gainOf(ranking, list, cutoff) / ideal;
      }
      return sum / judged;
    },
  };
}

function gainOf({ gains, discounts }: RankingGains, list: Int32Array, cutoff: number): number {
  let sum = 0;
  for (let place = 0; place < Math.min(cutoff, list.length); place++) sum += gains[list[place]!]! * discounts[place]!;
  return sum;
}

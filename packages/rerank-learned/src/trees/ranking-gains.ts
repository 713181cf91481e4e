import { groupStarts, type RankingData } from './ranking-data.ts';

/** What nDCG needs to know of the labels, once for all rounds. */
export interface RankingGains {
  /** The first row of each query, and the number of rows as the last entry. */
  readonly starts: Int32Array;
  readonly longest: number;
  /** `2 ** label - 1` of each row. */
  readonly gains: Float64Array;
  /** `1 / log2(rank + 1)` of each rank from 1, as long as the longest list. */
  readonly discounts: Float64Array;
}

export function rankingGains({ labels, groups }: RankingData): RankingGains {
  const starts = groupStarts(groups);
  const gains = Float64Array.from(labels, (label) => 2 ** label - 1);
  let longest = 0;
  for (let query = 0; query < groups.length; query++) longest = Math.max(longest, groups[query]!);
  const discounts = Float64Array.from({ length: longest }, (_, place) => 1 / Math.log2(place + 2));
  return { starts, longest, gains, discounts };
}

/** Of each query: the discounted gain of its best `cutoff` rows in the best order. 0 where nothing is relevant. */
export function idealGains({ starts, gains, discounts }: RankingGains, cutoff: number): Float64Array {
  return Float64Array.from({ length: starts.length - 1 }, (_, query) => {
    const best = gains
      .slice(starts[query], starts[query + 1])
      .sort()
      .reverse();
    let sum = 0;
    for (let place = 0; place < Math.min(cutoff, best.length); place++) sum += best[place]! * discounts[place]!;
    return sum;
  });
}

import { type BinaryOptions, checkCutoff, type Judgments, type Measure, thresholdOf } from './measure.ts';

/** 1 / rank of the first relevant document, 0 if it is not among the first `k`. Its mean is the MRR. */
export function reciprocalRankAt(k: number, options?: BinaryOptions): Measure {
  checkCutoff('reciprocalRankAt', k);
  const { least, suffix } = thresholdOf('MRR', options);
  return { name: `MRR${suffix}@${k}`, score: (ranking, judgments) => reciprocalRankOf(ranking, judgments, k, least) };
}

/** The same of the whole ranking: trec_eval's `recip_rank`. */
export function reciprocalRank(options?: BinaryOptions): Measure {
  const { least, suffix } = thresholdOf('RR', options);
  const score: Measure['score'] = (ranking, judgments) => reciprocalRankOf(ranking, judgments, ranking.length, least);
  return { name: `RR${suffix}`, score };
}

function reciprocalRankOf(ranking: readonly string[], judgments: Judgments, k: number, least: number): number {
  const end = Math.min(k, ranking.length);
  for (let rank = 0; rank < end; rank++) {
    if ((judgments.get(ranking[rank]!) ?? 0) >= least) return 1 / (rank + 1);
  }
  return 0;
}

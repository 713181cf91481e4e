import { invalidArgument, shown } from '@tsr/core';
import { atCutoff, checkCutoff, type Judgments, type Measure } from './measure.ts';

export interface NdcgOptions {
  /** What a grade is worth: itself, or 2 to its power less 1 (Burges et al., ICML 2005). @default 'linear' */
  readonly gain?: 'linear' | 'exponential' | undefined;
}

/**
 * Normalised discounted cumulative gain of the first `k` (Järvelin and Kekäläinen, TOIS 2002): discount log2(rank + 1),
 * over the best possible order of all judged documents. Negative grades gain nothing. With linear gain, trec_eval's
 * `ndcg_cut`.
 */
export function ndcgAt(k: number, options: NdcgOptions = {}): Measure {
  return ndcgMeasure(checkCutoff('ndcgAt', k), options);
}

/** The same of the whole ranking: trec_eval's `ndcg`. */
export function ndcg(options: NdcgOptions = {}): Measure {
  return ndcgMeasure(Number.POSITIVE_INFINITY, options);
}

function ndcgMeasure(k: number, { gain = 'linear' }: NdcgOptions): Measure {
  const gainOf = GAINS[gain];
  if (!gainOf) throw invalidArgument(`eval: gain of nDCG is ${shown(gain)}; pass 'linear' or 'exponential'`);
  const name = `nDCG${gain === 'exponential' ? "(dcg='exp-log2')" : ''}${atCutoff(k)}`;
  return {
    name,
    score(ranking, judgments) {
      const best = idealGain(judgments, k, gainOf);
      if (best === 0) return 0;
      const end = Math.min(k, ranking.length);
      let sum = 0;
      for (let rank = 0; rank < end; rank++) {
        const grade = judgments.get(ranking[rank]!);
        if (grade !== undefined && grade > 0) sum += gainOf(grade) / Math.log2(rank + 2);
      }
      return sum / best;
    },
  };
}

const GAINS = { linear: (grade: number) => grade, exponential: (grade: number) => 2 ** grade - 1 };

function idealGain(judgments: Judgments, k: number, gainOf: (grade: number) => number): number {
  const grades = [...judgments.values()].filter((grade) => grade > 0).sort((a, b) => b - a);
  const end = Math.min(k, grades.length);
  let sum = 0;
  for (let rank = 0; rank < end; rank++) sum += gainOf(grades[rank]!) / Math.log2(rank + 2);
  return sum;
}

import { outOfRange, shown } from '@tsr/core';
import { atCutoff, type BinaryOptions, checkCutoff, type Measure, thresholdOf } from './measure.ts';

export interface ErrOptions {
  /** The highest grade there is: a document of it satisfies with probability 1 - 2^-maxGrade. @default 4 */
  readonly maxGrade?: number | undefined;
}

/**
 * Expected reciprocal rank of the first `k`: 1 / rank at which a reader stops who goes down the list until satisfied, by
 * a document of grade g with probability (2^g - 1) / 2^maxGrade. gdeval's, whose highest grade is 4.
 *
 * Source: Chapelle, Metzler, Zhang and Grinspan, Expected Reciprocal Rank for Graded Relevance, CIKM 2009.
 */
export function errAt(k: number, { maxGrade = 4 }: ErrOptions = {}): Measure {
  checkCutoff('errAt', k);
  if (!Number.isInteger(maxGrade) || maxGrade < 1) {
    throw outOfRange(`eval: maxGrade of ERR is ${shown(maxGrade)}; pass the highest grade: a positive integer`);
  }
  return {
    name: `ERR${maxGrade === 4 ? '' : `(max=${maxGrade})`}@${k}`,
    score(ranking, judgments) {
      const end = Math.min(k, ranking.length);
      let reading = 1;
      let sum = 0;
      for (let rank = 0; rank < end; rank++) {
        const grade = Math.min(Math.max(judgments.get(ranking[rank]!) ?? 0, 0), maxGrade);
        const satisfied = (2 ** grade - 1) / 2 ** maxGrade;
        sum += (reading * satisfied) / (rank + 1);
        reading *= 1 - satisfied;
      }
      return sum;
    },
  };
}

export interface RbpOptions extends BinaryOptions {
  /** Persistence: how likely a reader goes on to the next rank, above 0, below 1. @default .8 */
  readonly p?: number | undefined;
}

/**
 * Rank-biased precision: the share of relevant documents that a reader sees who goes on to the next rank with
 * probability `p`; of the first `k`, or of the whole ranking without `k`.
 *
 * Source: Moffat and Zobel, Rank-Biased Precision for Measurement of Retrieval Effectiveness, TOIS 2008.
 */
export function rankBiasedPrecision({ p = 0.8, ...options }: RbpOptions = {}, k?: number): Measure {
  const cutoff = checkCutoff('rankBiasedPrecision', k);
  if (!(p > 0 && p < 1)) throw outOfRange(`eval: p of RBP is ${shown(p)}; pass a number above 0 and below 1`);
  const { least } = thresholdOf('RBP', options);
  return {
    name: `RBP(p=${p}${least === 1 ? '' : `,rel=${least}`})${atCutoff(cutoff)}`,
    score(ranking, judgments) {
      const end = Math.min(cutoff, ranking.length);
      let sum = 0;
      for (let rank = 0; rank < end; rank++) {
        if ((judgments.get(ranking[rank]!) ?? 0) >= least) sum += p ** rank;
      }
      return (1 - p) * sum;
    },
  };
}

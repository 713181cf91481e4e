import { outOfRange, shown } from '@tsr/core';

/** Grades of one query by document id. Grades of 1 and more are relevant; 0 and below are judged, not relevant. */
export type Judgments = ReadonlyMap<string, number>;

/**
 * One number in [0, 1] for the ranking of one query. Semantics are trec_eval's, with one exception, made on purpose:
 * ties are not broken again, the ranking's own order counts.
 * A query without any relevant document scores 0.
 */
export interface Measure {
  /** As papers write it: `nDCG@10`, `Recall@100`. */
  readonly name: string;
  /** `ranking`: document ids, best first, no id twice. */
  score(ranking: readonly string[], judgments: Judgments): number;
}

const isRelevant = (grade: number | undefined): boolean => grade !== undefined && grade >= 1;

/**
 * Normalised discounted cumulative gain (Järvelin and Kekäläinen, TOIS 2002): linear gain, discount log2(rank + 1),
 * over the best possible order of all judged documents. trec_eval's `ndcg_cut`. Negative grades gain nothing.
 */
export function ndcgAt(k: number): Measure {
  assertCutoff('ndcgAt', k);
  return {
    name: `nDCG@${k}`,
    score(ranking, judgments) {
      const ideal = [...judgments.values()].sort((a, b) => b - a);
      const best = discountedGain(ideal, k);
      const gains = ranking.slice(0, k).map((id) => judgments.get(id) ?? 0);
      return best === 0 ? 0 : discountedGain(gains, k) / best;
    },
  };
}

function discountedGain(grades: readonly number[], k: number): number {
  let sum = 0;
  for (const [index, grade] of grades.slice(0, k).entries()) sum += Math.max(grade, 0) / Math.log2(index + 2);
  return sum;
}

/** Share of all relevant documents among the first `k`. trec_eval's `recall`. */
export function recallAt(k: number): Measure {
  assertCutoff('recallAt', k);
  return {
    name: `Recall@${k}`,
    score(ranking, judgments) {
      const relevant = [...judgments.values()].filter(isRelevant).length;
      return relevant === 0 ? 0 : countRelevant(ranking, judgments, k) / relevant;
    },
  };
}

/** Share of relevant documents among the first `k`; a shorter ranking still divides by `k`. trec_eval's `P`. */
export function precisionAt(k: number): Measure {
  assertCutoff('precisionAt', k);
  return { name: `P@${k}`, score: (ranking, judgments) => countRelevant(ranking, judgments, k) / k };
}

/** 1 if a relevant document is among the first `k`, else 0. trec_eval's `success`. */
export function successAt(k: number): Measure {
  assertCutoff('successAt', k);
  return { name: `Success@${k}`, score: (ranking, judgments) => Math.min(countRelevant(ranking, judgments, k), 1) };
}

/** 1 / rank of the first relevant document, 0 if it is not among the first `k`. Its mean is the MRR. */
export function reciprocalRankAt(k: number): Measure {
  assertCutoff('reciprocalRankAt', k);
  return {
    name: `MRR@${k}`,
    score(ranking, judgments) {
      const index = ranking.slice(0, k).findIndex((id) => isRelevant(judgments.get(id)));
      return index === -1 ? 0 : 1 / (index + 1);
    },
  };
}

function countRelevant(ranking: readonly string[], judgments: Judgments, k: number): number {
  return ranking.slice(0, k).filter((id) => isRelevant(judgments.get(id))).length;
}

function assertCutoff(name: string, k: number): void {
  if (!Number.isInteger(k) || k < 1) {
    throw outOfRange(`eval: ${name} got ${shown(k)}; the cutoff is a positive integer, as in ${name}(10)`);
  }
}

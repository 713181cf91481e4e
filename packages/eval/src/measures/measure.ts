import { outOfRange, shown } from '@tsr/core';

/** Grades of one query by document id. Grades of 1 and more are relevant; 0 and below are judged, not relevant. */
export type Judgments = ReadonlyMap<string, number>;

/**
 * One number for the ranking of one query, in [0, 1]. Semantics are trec_eval's, but ties are not broken again: the
 * ranking's own order counts (`rankedRun` has trec_eval's). A query without any relevant document scores 0.
 */
export interface Measure {
  /** As papers and ir_measures write it: `nDCG@10`, `Recall@100`, `AP(rel=2)`. */
  readonly name: string;
  /** `ranking`: document ids, best first, no id twice. */
  score(ranking: readonly string[], judgments: Judgments): number;
}

/** What measures of relevant and other documents take. */
export interface BinaryOptions {
  /** Smallest grade that counts as relevant: a positive integer. @default 1 */
  readonly relevant?: number | undefined;
}

/** Whether grades are relevant, and how names say so. */
export interface Threshold {
  readonly least: number;
  readonly suffix: string;
}

export function thresholdOf(name: string, { relevant = 1 }: BinaryOptions = {}): Threshold {
  if (!Number.isInteger(relevant) || relevant < 1) {
    throw outOfRange(`eval: relevant of ${name} is ${shown(relevant)}; pass the least relevant grade: 1 or more`);
  }
  return { least: relevant, suffix: relevant === 1 ? '' : `(rel=${relevant})` };
}

export function relevantCount(judgments: Judgments, least: number): number {
  let count = 0;
  for (const grade of judgments.values()) if (grade >= least) count++;
  return count;
}

/** How many of the first `k` are relevant. */
export function countRelevant(ranking: readonly string[], judgments: Judgments, k: number, least: number): number {
  const end = Math.min(k, ranking.length);
  let count = 0;
  for (let rank = 0; rank < end; rank++) if ((judgments.get(ranking[rank]!) ?? 0) >= least) count++;
  return count;
}

/** A cutoff that is undefined is none. */
export function checkCutoff(name: string, k: number | undefined): number {
  if (k === undefined) return Number.POSITIVE_INFINITY;
  if (Number.isInteger(k) && k >= 1) return k;
  throw outOfRange(`eval: ${name} got ${shown(k)}; the cutoff is a positive integer, as in ${name}(10)`);
}

/** `@10` of 10, nothing of no cutoff. */
export function atCutoff(k: number): string {
  return Number.isFinite(k) ? `@${k}` : '';
}

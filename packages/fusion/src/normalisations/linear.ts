import type { Normalisation } from './normalisation.ts';

// All of these are (score - origin) / unit, with a unit of at least 1e-9, as ranx has them.

/** Above this, squares and sums of scores could overflow: they are divided by the largest first. */
const HUGE = 1e100;

/** The scores as they are. */
export const noNormalisation: Normalisation = (scores) => scores;

/**
 * Divided by the highest score: 1 is the best of the leg. Where none is above 0, by the largest absolute value: the
 * lowest becomes -1.
 *
 * Source: Lee, Analyses of Multiple Evidence Combination, SIGIR 1997.
 */
export const maxScore: Normalisation = (scores) => {
  const high = highest(scores);
  return scaled(scores, 0, high > 0 ? high : -lowest(scores));
};

/**
 * Moved so that the lowest is 0, then divided by the sum: shares of 1.
 *
 * Source: Montague and Aslam, Relevance Score Normalization for Metasearch, CIKM 2001.
 */
export const sumToOne: Normalisation = (given) => {
  const scores = tamed(given);
  const low = lowest(scores);
  return scaled(
    scores,
    low,
    sum(scores, (score) => score - low),
  );
};

/**
 * Moved to mean 0 and divided by the standard deviation (of the list itself, not of a sample).
 *
 * Source: Montague and Aslam, Relevance Score Normalization for Metasearch, CIKM 2001 (zero mean, unit variance).
 */
export const zScore: Normalisation = (given) => {
  const scores = tamed(given);
  const { mean, deviation } = moments(scores);
  return scaled(scores, mean, deviation);
};

/** Divided by the Euclidean length of the scores. */
export const l2: Normalisation = (given) => {
  const scores = tamed(given);
  return scaled(scores, 0, Math.sqrt(sum(scores, (score) => score ** 2)));
};

/**
 * From the mean less three standard deviations, which becomes 0, to the mean plus three, which becomes 1; not cut
 * off, so that the order stays. Scores that are all equal become .5.
 *
 * Source: Mazzeschi, Distribution-Based Score Fusion (DBSF), a new approach to Vector Search Ranking, 2023.
 */
export const threeSigma: Normalisation = (given) => {
  const scores = tamed(given);
  const { mean, deviation } = moments(scores);
  return deviation === 0 ? scores.map(() => 0.5) : scaled(scores, mean - 3 * deviation, 6 * deviation);
};

function tamed(scores: readonly number[]): readonly number[] {
  const largest = Math.max(highest(scores), -lowest(scores));
  return largest > HUGE ? scores.map((score) => score / largest) : scores;
}

function moments(scores: readonly number[]): { readonly mean: number; readonly deviation: number } {
  const mean = sum(scores, (score) => score) / scores.length;
  return { mean, deviation: Math.sqrt(sum(scores, (score) => (score - mean) ** 2) / scores.length) };
}

function scaled(scores: readonly number[], origin: number, unit: number): readonly number[] {
  const divisor = Math.max(unit, 1e-9);
  return scores.map((score) => (score - origin) / divisor);
}

function highest(scores: readonly number[]): number {
  return scores.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY);
}

function lowest(scores: readonly number[]): number {
  return scores.reduce((least, score) => Math.min(least, score), Number.POSITIVE_INFINITY);
}

function sum(scores: readonly number[], of: (score: number) => number): number {
  return scores.reduce((total, score) => total + of(score), 0);
}

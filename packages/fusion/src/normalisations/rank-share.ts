import type { Normalisation } from './normalisation.ts';

/**
 * By rank alone: 1 for the best, less 1 / n for each rank below it, n being the length of the list.
 *
 * Source: Renda and Straccia, Web metasearch: rank vs. score based rank aggregation methods, SAC 2003.
 */
export const rankShare: Normalisation = (scores) => scores.map((_, index) => 1 - index / scores.length);

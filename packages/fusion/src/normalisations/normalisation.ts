/**
 * Brings the scores of one leg to a scale that legs share: one number per score, in the same order, each finite,
 * and never a lower one for a higher score. `leg` is its name.
 */
export type Normalisation = (scores: readonly number[], leg: string) => readonly number[];

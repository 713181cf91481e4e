import type { Feature } from './pair.ts';

/** Mean over the query's tokens of the highest similarity in the passage. 0 to 1. */
export const softMean: Feature = ({ soft }) => soft?.mean ?? Number.NaN;

/** The lowest of these among tokens that weigh something. 0 to 1. */
export const softLeast: Feature = ({ soft }) => soft?.least ?? Number.NaN;

/** The mean in the best stretch of 64 tokens. 0 to 1. */
export const softWindow: Feature = ({ soft }) => soft?.window ?? Number.NaN;

/** Mean over the passage's tokens of the highest similarity in the query. 0 to 1. */
export const softDensity: Feature = ({ soft }) => soft?.density ?? Number.NaN;

/** Cosine of both texts in the static table. -1 to 1. */
export const staticCosine: Feature = ({ soft }) => soft?.cosine ?? Number.NaN;

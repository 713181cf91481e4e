export { minMax } from '@tsr/core';
export { type ConvexCombinationOptions, convexCombination } from './convex-combination.ts';
export type { HybridOptions } from './hybrid-options.ts';
export { createHybridRetriever } from './hybrid-retriever.ts';
export type { Normalisation } from './normalise.ts';
export { type ReciprocalRankFusionOptions, reciprocalRankFusion } from './reciprocal-rank-fusion.ts';

export { minMax } from '@tsr/core';
export { bestFirst } from './best-first.ts';
export { defineFusion } from './define-fusion.ts';
export { type FusedLists, type FusedTotals, fusedLists, fusedTotals } from './fused-lists.ts';
export type { FusedScores, PointList } from './fused-scores.ts';
export type { FusionMethod, RankedList } from './fusion-method.ts';
export type { FusionOptions, ScoreFusionOptions } from './fusion-options.ts';
export { type FusionSettings, fusionMethodOf, fusionNames, fusionOf } from './fusion-settings.ts';
export { collapseNearDuplicates, type NearDuplicateOptions } from './groups/collapse-near-duplicates.ts';
export { oneVotePerSource } from './groups/one-vote-per-source.ts';
export type { HybridOptions } from './hybrid-options.ts';
export { createHybridRetriever } from './hybrid-retriever.ts';
export { bordaCount } from './methods/borda-count.ts';
export type { FusionName } from './methods/by-name.ts';
export { combAnz } from './methods/comb-anz.ts';
export { type CombGmnzOptions, combGmnz } from './methods/comb-gmnz.ts';
export { combMax } from './methods/comb-max.ts';
export { combMed } from './methods/comb-med.ts';
export { combMin } from './methods/comb-min.ts';
export { combMnz } from './methods/comb-mnz.ts';
export { combSum } from './methods/comb-sum.ts';
export { convexCombination } from './methods/convex-combination.ts';
export { distributionBasedScoreFusion } from './methods/distribution-based-score-fusion.ts';
export {
  inverseSquareRank,
  type LogNInverseSquareRankOptions,
  logInverseSquareRank,
  logNInverseSquareRank,
} from './methods/inverse-square-rank.ts';
export { type RankBiasedCentroidsOptions, rankBiasedCentroids } from './methods/rank-biased-centroids.ts';
export { type ReciprocalRankFusionOptions, reciprocalRankFusion } from './methods/reciprocal-rank-fusion.ts';
export { weightedSum } from './methods/weighted-sum.ts';
export type { NormalisationName } from './normalisations/by-name.ts';
export { l2, maxScore, noNormalisation, sumToOne, threeSigma, zScore } from './normalisations/linear.ts';
export type { Normalisation } from './normalisations/normalisation.ts';
export { rankShare } from './normalisations/rank-share.ts';
export { theoreticalMinMax } from './normalisations/theoretical-min-max.ts';

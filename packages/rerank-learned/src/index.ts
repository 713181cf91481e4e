export { type Calibration, probabilityOf } from './calibration/calibration.ts';
export { fitIsotonic } from './calibration/fit-isotonic.ts';
export { fitPlatt } from './calibration/fit-platt.ts';
export type { CustomFeature } from './custom-features.ts';
export {
  createFeatureExtractor,
  type ExtractedFeatures,
  type ExtractOptions,
  type FeatureExtractor,
  type FeatureOptions,
  MAX_QUERY_CHARACTERS,
} from './feature-extractor.ts';
export { MAX_PASSAGE_CHARACTERS } from './features/passage-tokens.ts';
export type { LegNames } from './features/stage-evidence.ts';
export {
  createLearnedReranker,
  type LearnedReranker,
  type LearnedRerankerOptions,
  type ScoredText,
} from './learned-reranker.ts';
export type { LinearModel } from './linear/linear-model.ts';
export { type LinearOptions, trainLinear, type WeightSign } from './linear/train-linear.ts';
export { type FeatureSet, type RankerDescription, type RankerModel, writeRanker } from './ranker/ranker-json.ts';
export { type Ranker, readRanker } from './ranker/read-ranker.ts';
export { type JudgedList, type TrainRankerOptions, trainRanker } from './train-ranker.ts';
export type { LambdaMartOptions, LambdaMartRound } from './trees/lambda-mart-options.ts';
export type { RankingData } from './trees/ranking-data.ts';
export { type LambdaMart, trainLambdaMart } from './trees/train-lambda-mart.ts';
export { predict, type TreeEnsemble } from './trees/tree-ensemble.ts';

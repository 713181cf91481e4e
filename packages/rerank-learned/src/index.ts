export { WEIGHTS_WITH_EMBEDDER, WEIGHTS_WITHOUT_EMBEDDER } from './bundled-weights.ts';
export { createFeatureReranker, MAX_QUERY_CHARACTERS } from './feature-reranker.ts';
export type { FeatureRerankerOptions } from './feature-reranker-options.ts';
export type { FeatureWeights } from './feature-weights.ts';
export { FEATURE_NAMES, type FeatureName } from './features.ts';
export { MAX_PASSAGE_CHARACTERS } from './read-candidates.ts';

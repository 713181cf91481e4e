export { type CrossEncoder, createCrossEncoder } from './cross-encoder.ts';
export type { CrossEncoderOptions, PassageMode } from './cross-encoder-options.ts';
export type { PairScore } from './pair-score.ts';
export { createScoreCache, type ScoreCache, type ScoreCacheOptions } from './score-cache.ts';

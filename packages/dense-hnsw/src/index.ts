export type { UpsertOptions } from './dense-changes.ts';
export { createDenseIndex, type DenseIndex } from './dense-index.ts';
export type { DenseIndexOptions } from './dense-options.ts';
export type { EngineName } from './engines/vector-engine.ts';
export type { MeasuredRecall } from './graph/ef-search.ts';
export { type OpenDenseIndexOptions, openDenseIndex } from './open-dense-index.ts';
export type { Metric, Storage } from './vectors/vector-store.ts';

export type { UpsertOptions } from './dense-changes.ts';
export { createDenseIndex, type DenseIndex } from './dense-index.ts';
export type { DenseIndexOptions } from './dense-options.ts';
export type { EngineName } from './vector-engine.ts';

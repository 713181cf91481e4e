import type { Percentiles } from '../measure.ts';

export const DENSE_ENGINES = [
  'hnswlib',
  'usearch',
  'usearch-i8',
  'ours',
  'ours-hnswlib',
  'ours-exact',
  'ours-exact-int8',
  'naive',
] as const;
export type DenseEngineName = (typeof DENSE_ENGINES)[number];

export const DENSE_LABELS: Readonly<Record<DenseEngineName, string>> = {
  hnswlib: 'bare hnswlib-node 3.0.0',
  usearch: 'bare usearch 2.26, f16',
  'usearch-i8': 'bare usearch 2.26, i8, 153 candidates',
  ours: '**@tsr/dense-hnsw**, default',
  'ours-hnswlib': '@tsr/dense-hnsw, hnswlib',
  'ours-exact': '@tsr/dense-hnsw, exact, float32',
  'ours-exact-int8': '@tsr/dense-hnsw, exact, int8',
  naive: 'a loop over a Float32Array',
};

/** Files of 32-bit numbers, row after row, and of the exact best of each query. */
export interface DenseData {
  readonly name: string;
  readonly dimensions: number;
  readonly count: number;
  readonly vectors: string;
  readonly queries: string;
  /** Labels, `TOP_K` for each query, as Uint32. */
  readonly truth: string;
}

export interface DenseJob extends DenseData {
  readonly engine: DenseEngineName;
}

export interface DenseReport {
  readonly buildSeconds: number;
  /** Memory of the process beyond vectors and documents, which it had before. */
  readonly heldBytes: number;
  readonly efSearch: number;
  readonly recall: number;
  readonly times: Percentiles;
  /** Longest time that the event loop stood still while building, in ms; of those that build in pieces. */
  readonly longestHold?: number;
}

export const TOP_K = 100;
export const RECALL = 0.98;

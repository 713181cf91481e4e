/** Native engines for approximate search, by the names that they have in options. */
export type EngineName = 'hnswlib' | 'usearch';

/**
 * A graph over unit vectors that finds near ones: Malkov and Yashunin, Efficient and robust approximate nearest
 * neighbor search using Hierarchical Navigable Small World graphs, TPAMI 2020.
 *
 * Whoever calls it has checked what goes in: finite vectors of the right length, labels of 32 bits, none added twice
 * without a `remove` between, none removed that is not there. Native code ends the process for less.
 */
export interface VectorEngine {
  readonly name: EngineName;
  add(label: number, unit: Float32Array): void;
  /** The label may be added again. */
  remove(label: number): void;
  /** About the `k` nearest labels, in any order: their cosines are computed again, exactly, by the caller. */
  search(unit: Float32Array, k: number): readonly number[];
}

export interface VectorEngineOptions {
  readonly dimensions: number;
  /** Links a node; twice as many in the lowest layer. */
  readonly m: number;
  /** Length of the list of candidates while building. */
  readonly efConstruction: number;
  /** Of the random layers, where the engine takes one. */
  readonly seed: number;
}

export type VectorEngineFactory = (options: VectorEngineOptions) => VectorEngine;

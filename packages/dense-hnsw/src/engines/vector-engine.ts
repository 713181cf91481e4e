/** Native engines for approximate search, by the names that they have in options. */
export type EngineName = 'hnswlib' | 'usearch';

/**
 * A graph over vectors that finds near ones: Malkov and Yashunin, Efficient and robust approximate nearest neighbor
 * search using Hierarchical Navigable Small World graphs, TPAMI 2020.
 *
 * Whoever calls it has checked what goes in: finite vectors of the right length, labels of 32 bits, none added twice
 * without a `remove` between, none removed that is not there. Native code ends the process for less.
 */
export interface VectorEngine {
  readonly name: EngineName;
  add(label: number, vector: Float32Array): void;
  /** The label may be added again. */
  remove(label: number): void;
  /** About the `count` nearest labels, in any order: their scores are computed again by the caller. */
  search(vector: Float32Array, count: number): Uint32Array;
  /** Writes all to a file. */
  save(path: string): void;
}

export interface VectorEngineOptions {
  readonly dimensions: number;
  /** Near by what. Vectors are of length 1 for cosine. */
  readonly metric: 'cosine' | 'dot';
  /** Links a node; twice as many in the lowest layer. */
  readonly m: number;
  /** Length of the list of candidates while building. */
  readonly efConstruction: number;
  /** Of the random layers, where the engine takes one. */
  readonly seed: number;
}

export interface VectorEngineFactory {
  readonly name: EngineName;
  create(options: VectorEngineOptions): VectorEngine;
  /** What `save` wrote, with the same options: the caller has checked that it is. */
  open(path: string, options: VectorEngineOptions): VectorEngine;
}

/**
 * Keeps vectors by key for a cached embedder: 32 hexadecimal digits that stand for embedder and text. It may forget
 * what it likes, and must never give a vector other than the one that was put in under the key.
 */
export interface VectorStore {
  /** One entry per key, in order; `undefined` where nothing is known. The vectors are the caller's to keep. */
  getMany(keys: readonly string[]): Promise<readonly (Float32Array | undefined)[]>;
  /** Keeps copies. */
  setMany(entries: readonly VectorEntry[]): Promise<void>;
}

export interface VectorEntry {
  readonly key: string;
  readonly vector: Float32Array;
}

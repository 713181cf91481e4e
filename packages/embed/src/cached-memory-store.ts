import type { VectorStore } from './cached-vector-store.ts';
import { checkWhole } from './checked-numbers.ts';

export interface MemoryVectorStoreOptions {
  /** Vectors, keys and what they cost to keep, estimated. @default 64 MiB */
  readonly maxBytes?: number;
}

export interface MemoryVectorStore extends VectorStore {
  readonly count: number;
  /** Held at present, at most `maxBytes`. */
  readonly bytes: number;
}

// A string of 32 letters, a typed array and an entry of a Map in V8.
const BYTES_PER_ENTRY = 250;

/** Keeps vectors in memory and, where they take too much, forgets those that nobody has asked for longest. */
export function createMemoryVectorStore({ maxBytes = 2 ** 26 }: MemoryVectorStoreOptions = {}): MemoryVectorStore {
  checkWhole('maxBytes', maxBytes, 0);
  // A Map gives its entries in the order in which they came: whatever is used is put at the end again.
  const vectors = new Map<string, Float32Array>();
  let bytes = 0;

  function take(key: string): Float32Array | undefined {
    const vector = vectors.get(key);
    if (vector !== undefined && vectors.delete(key)) bytes -= costOf(vector);
    return vector;
  }

  function put(key: string, vector: Float32Array): void {
    vectors.set(key, vector);
    bytes += costOf(vector);
  }

  function forget(): void {
    for (const key of vectors.keys()) {
      if (bytes <= maxBytes) return;
      take(key);
    }
  }

  return {
    get count() {
      return vectors.size;
    },
    get bytes() {
      return bytes;
    },
    async getMany(keys) {
      return keys.map((key) => {
        const vector = take(key);
        if (vector !== undefined) put(key, vector);
        return vector?.slice();
      });
    },
    async setMany(entries) {
      for (const { key, vector } of entries) {
        take(key);
        put(key, vector.slice());
        forget();
      }
    },
  };
}

function costOf({ byteLength }: Float32Array): number {
  return byteLength + BYTES_PER_ENTRY;
}

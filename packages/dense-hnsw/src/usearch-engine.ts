import type { VectorEngineFactory } from './vector-engine.ts';

/** What is used of usearch, whose types are there only where it is installed. */
export interface UsearchModule {
  readonly Index: new (options: UsearchOptions) => UsearchIndex;
}

interface UsearchOptions {
  readonly dimensions: number;
  readonly metric: 'ip';
  readonly quantization: 'f16';
  readonly connectivity: number;
  readonly expansion_add: number;
  readonly expansion_search: number;
  readonly multi: false;
}

interface UsearchIndex {
  add(key: bigint, vector: Float32Array, threads: number): void;
  remove(key: bigint): number;
  search(vector: Float32Array, k: number, threads: number): { readonly keys: BigUint64Array };
}

/** One thread: the same additions in the same order make the same graph. */
const THREADS = 1;

/**
 * HNSW on usearch, in half precision: half the memory, and exact cosines come from elsewhere. It has no seed, and no
 * setting for the length of the list of candidates in a search, which is at least the number asked for.
 */
export function usearchEngine({ Index }: UsearchModule): VectorEngineFactory {
  return ({ dimensions, m, efConstruction }) => {
    const index = new Index({
      dimensions,
      metric: 'ip',
      quantization: 'f16',
      connectivity: m,
      expansion_add: efConstruction,
      expansion_search: 1,
      multi: false,
    });
    return {
      name: 'usearch',
      add: (label, unit) => index.add(BigInt(label), unit, THREADS),
      remove: (label) => void index.remove(BigInt(label)),
      search: (unit, k) => Array.from(index.search(unit, k, THREADS).keys, Number),
    };
  };
}

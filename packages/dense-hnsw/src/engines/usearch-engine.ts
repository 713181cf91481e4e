import type { VectorEngine, VectorEngineFactory, VectorEngineOptions } from './vector-engine.ts';

/** What is used of usearch, whose types are there only where it is installed. */
export interface UsearchModule {
  readonly Index: new (options: UsearchOptions) => UsearchIndex;
}

interface UsearchOptions {
  readonly dimensions: number;
  readonly metric: 'ip';
  readonly quantization: 'f16' | 'f32';
  readonly connectivity: number;
  readonly expansion_add: number;
  readonly expansion_search: number;
  readonly multi: false;
}

interface UsearchIndex {
  add(key: bigint, vector: Float32Array, threads: number): void;
  remove(key: bigint): number;
  search(vector: Float32Array, k: number, threads: number): { readonly keys: BigUint64Array };
  save(path: string): void;
  load(path: string): void;
}

/** One thread: the same additions in the same order make the same graph. */
const THREADS = 1;

/**
 * HNSW on usearch, for cosine in half precision: scores come from elsewhere. It has no seed, and no setting for the length of the
 * list of candidates in a search, which is at least the number asked for.
 */
export function usearchEngine({ Index }: UsearchModule): VectorEngineFactory {
  const create = (options: VectorEngineOptions): UsearchIndex => new Index(settingsOf(options));
  return {
    name: 'usearch',
    create: (options) => engineOf(create(options)),
    open(path, options) {
      const index = create(options);
      index.load(path);
      return engineOf(index);
    },
  };
}

const settingsOf = ({ dimensions, metric, m, efConstruction }: VectorEngineOptions): UsearchOptions => ({
  dimensions,
  metric: 'ip',
  // Half precision has no numbers beyond 65,504, which vectors of any length may have.
  quantization: metric === 'cosine' ? 'f16' : 'f32',
  connectivity: m,
  expansion_add: efConstruction,
  expansion_search: 1,
  multi: false,
});

function engineOf(index: UsearchIndex): VectorEngine {
  return {
    name: 'usearch',
    add: (label, vector) => index.add(BigInt(label), vector, THREADS),
    remove: (label) => void index.remove(BigInt(label)),
    search: (vector, count) => lowHalves(index.search(vector, count, THREADS).keys),
    save: (path) => index.save(path),
  };
}

/** Labels are 32 bits wide: the other halves are 0. */
function lowHalves(keys: BigUint64Array): Uint32Array {
  const halves = new Uint32Array(keys.buffer, keys.byteOffset, 2 * keys.length);
  return Uint32Array.from(keys, (_, at) => halves[2 * at] as number);
}

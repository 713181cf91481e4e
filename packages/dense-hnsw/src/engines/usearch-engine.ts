import type { VectorEngine, VectorEngineFactory, VectorEngineOptions } from './vector-engine.ts';

/** What is used of usearch, whose types are there only where it is installed. */
export interface UsearchModule {
  readonly Index: new (options: UsearchOptions) => UsearchIndex;
}

interface UsearchOptions {
  readonly dimensions: number;
  readonly metric: 'ip';
  readonly quantization: 'i8' | 'f32';
  readonly connectivity: number;
  readonly expansion_add: number;
  readonly expansion_search: number;
  readonly multi: false;
}

interface UsearchIndex {
  add(keys: BigUint64Array, vectors: Float32Array, threads: number): void;
  remove(keys: BigUint64Array): unknown;
  search(vector: Float32Array, k: number, threads: number): { readonly keys: BigUint64Array };
  save(path: string): void;
  load(path: string): void;
}

/** One thread: the same additions in the same order make the same graph. */
const THREADS = 1;

/**
 * HNSW on usearch, for cosine in 8 bits per number: scores come from elsewhere. It has no seed, and no setting for the length of the
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
  // 8 bits per number are fastest, and as good where the candidates are scored again; the engine brings vectors to length
  // 1 for them, so that dot products of others need their full precision.
  quantization: metric === 'cosine' ? 'i8' : 'f32',
  connectivity: m,
  expansion_add: efConstruction,
  expansion_search: 1,
  multi: false,
});

function engineOf(index: UsearchIndex): VectorEngine {
  // One for all calls: memory for each would be left in pieces.
  const keys = new BigUint64Array(1);
  const keyOf = (label: number): BigUint64Array => keys.fill(BigInt(label));
  return {
    name: 'usearch',
    add: (label, vector) => index.add(keyOf(label), vector, THREADS),
    remove: (label) => void index.remove(keyOf(label)),
    search: (vector, count) => lowHalves(index.search(vector, count, THREADS).keys),
    save: (path) => index.save(path),
  };
}

/** Labels are 32 bits wide: the other halves are 0. */
function lowHalves(keys: BigUint64Array): Uint32Array {
  const halves = new Uint32Array(keys.buffer, keys.byteOffset, 2 * keys.length);
  const labels = new Uint32Array(keys.length);
  for (let at = 0; at < labels.length; at++) labels[at] = halves[2 * at] as number;
  return labels;
}

import type { VectorEngine, VectorEngineFactory } from './vector-engine.ts';

/** What is used of hnswlib-node, whose types are there only where it is installed. */
export interface HnswlibModule {
  readonly HierarchicalNSW: new (space: 'ip', dimensions: number) => HnswlibIndex;
}

interface HnswlibIndex {
  initIndex(options: { maxElements: number; m: number; efConstruction: number; randomSeed: number }): void;
  resizeIndex(maxElements: number): void;
  getMaxElements(): number;
  getCurrentCount(): number;
  addPoint(point: readonly number[], label: number): void;
  markDelete(label: number): void;
  searchKnn(point: readonly number[], k: number): { readonly neighbors: readonly number[] };
  setEf(ef: number): void;
  writeIndexSync(path: string): void;
  readIndexSync(path: string): void;
}

const FIRST_CAPACITY = 1024;

/**
 * HNSW on hnswlib-node. It takes plain arrays of numbers only; a removed label keeps its node, hidden, until the
 * label is added again. No filter function is ever handed over: one that throws would end the process.
 */
export function hnswlibEngine({ HierarchicalNSW }: HnswlibModule): VectorEngineFactory {
  return {
    name: 'hnswlib',
    create({ dimensions, m, efConstruction, seed }) {
      const index = new HierarchicalNSW('ip', dimensions);
      index.initIndex({ maxElements: FIRST_CAPACITY, m, efConstruction, randomSeed: seed });
      return engineOf(index);
    },
    open(path, { dimensions }) {
      const index = new HierarchicalNSW('ip', dimensions);
      index.readIndexSync(path);
      return engineOf(index);
    },
  };
}

function engineOf(index: HnswlibIndex): VectorEngine {
  return {
    name: 'hnswlib',
    add(label, vector) {
      if (index.getCurrentCount() >= index.getMaxElements()) index.resizeIndex(2 * index.getMaxElements());
      index.addPoint([...vector], label);
    },
    remove: (label) => index.markDelete(label),
    search(vector, count) {
      const ef = Math.min(count, index.getMaxElements());
      index.setEf(ef);
      return Uint32Array.from(index.searchKnn([...vector], ef).neighbors);
    },
    save: (path) => index.writeIndexSync(path),
  };
}

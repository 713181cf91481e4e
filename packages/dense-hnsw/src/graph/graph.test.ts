import { array, assert, asyncProperty, boolean, integer, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { VectorEngine } from '../engines/vector-engine.ts';
import { createVectorStore, type VectorStore } from '../vectors/vector-store.ts';
import { createGraph } from './graph.ts';

/** Holds vectors by label, and minds what native code would not forgive. */
function mapEngine(): VectorEngine & { readonly nodes: ReadonlyMap<number, number> } {
  const nodes = new Map<number, number>();
  return {
    name: 'usearch',
    nodes,
    add(label, vector) {
      if (nodes.has(label)) throw new Error(`${label} is there`);
      nodes.set(label, vector[0] as number);
    },
    remove(label) {
      if (!nodes.delete(label)) throw new Error(`${label} is not there`);
    },
    search: () => Uint32Array.from(nodes.keys()),
    save: () => {},
  };
}

const emptyStore = (): VectorStore => createVectorStore({ dimensions: 1, metric: 'dot', storage: 'float32' });
const contentOf = (store: VectorStore) =>
  new Map(
    Array.from({ length: store.end }, (_, n) => n).flatMap((n) => (store.holds(n) ? [[n, store.vector(n)[0]]] : [])),
  );

describe('a graph', () => {
  test('holds what the store holds, whatever changes while it is built, and built again', async () => {
    const change = record({
      label: integer({ min: 0, max: 30 }),
      value: integer({ min: 0, max: 3 }),
      pause: boolean(),
    });
    const drawn = asyncProperty(array(change, { maxLength: 60 }), integer({ min: 0, max: 60 }), async (changes, at) => {
      const store = emptyStore();
      const graph = createGraph(store);
      const engines = [mapEngine(), mapEngine()];
      const built: Promise<void>[] = [];
      for (const [step, { label, value, pause }] of changes.entries()) {
        if (step === at) built.push(graph.build(engines[0] as VectorEngine));
        if (store.holds(label)) graph.remove(label);
        store.delete(label);
        if (value > 0) {
          store.set(label, Float32Array.of(value));
          graph.add(label);
        }
        if (pause) await new Promise(setImmediate);
      }
      await Promise.all(built);
      await graph.build(engines[1] as VectorEngine);
      for (const engine of built.length > 0 ? engines : engines.slice(1)) {
        // The first no longer hears of changes once the second searches, of which there are none.
        expect(engine.nodes).toEqual(contentOf(store));
      }
    });
    await assert(drawn, { seed: 4, numRuns: 150 });
  });

  test('that cannot be built leaves the one that there is, and can be built later', async () => {
    const store = emptyStore();
    store.set(0, Float32Array.of(1));
    const graph = createGraph(store);
    const first = mapEngine();
    await graph.build(first);
    const broken = {
      ...mapEngine(),
      add: () => {
        throw new Error('no memory');
      },
    };
    await expect(graph.build(broken)).rejects.toThrow('no memory');
    expect([graph.isBuilding, graph.members?.size]).toEqual([false, 1]);
    const last = mapEngine();
    await graph.build(last);
    graph.remove(0);
    expect([first.nodes.size, last.nodes.size]).toEqual([1, 0]);
  });

  test('says what share of it was removed and not taken since', async () => {
    const store = emptyStore();
    const graph = createGraph(store);
    await graph.build(mapEngine());
    for (let label = 0; label < 10; label++) {
      store.set(label, Float32Array.of(1));
      graph.add(label);
    }
    for (const label of [1, 2, 3, 3, 77]) graph.remove(label);
    expect(graph.members?.removedShare).toBeCloseTo(0.3);
    graph.add(1);
    expect(graph.members?.removedShare).toBeCloseTo(0.2);
  });
});

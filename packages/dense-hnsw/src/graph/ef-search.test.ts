import { describe, expect, test } from 'vitest';
import { clusteredVectors } from '../clustered-vectors.fixture.ts';
import { loadEngine } from '../engines/load-engine.ts';
import { bestOf, bestOfAll } from '../vectors/best-labels.ts';
import { createVectorStore, type StoreQuery, type VectorStore } from '../vectors/vector-store.ts';
import { createEfSearch, type EfSearch } from './ef-search.ts';
import { createGraph, type Graph } from './graph.ts';

const tieBreak = (a: number, b: number) => a - b;
const vectors = clusteredVectors(3_200, 32);
const queries = vectors.slice(3_000);
const options = { dimensions: 32, metric: 'cosine', m: 4, efConstruction: 20, seed: 1 } as const;

async function builtOn(count: number, recallTarget = 0.9) {
  const store = createVectorStore({ ...options, storage: 'int8' });
  for (const [label, vector] of vectors.slice(0, count).entries()) {
    store.set(label, vector);
    store.show(label);
  }
  const graph = createGraph(store);
  await graph.build((await loadEngine('usearch')).create(options));
  return { store, graph, ef: createEfSearch({ store, members: () => graph.members, tieBreak, recallTarget }) };
}

/** In the plainest way, of other queries than those that were measured with. */
function recallOf(store: VectorStore, graph: Graph, efSearch: number, k: number): number {
  let found = 0;
  for (const vector of queries) {
    const query = store.query(vector) as StoreQuery;
    const right = new Set(bestOfAll(store, { query, k, tieBreak }).map(({ label }) => label));
    const labels = graph.members?.search(query.unit, efSearch) as Uint32Array;
    found += bestOf(labels, { query, k, tieBreak }).filter(({ label }) => right.has(label)).length;
  }
  return found / queries.length / k;
}

describe('the number of candidates', () => {
  test('is the least that reaches what was promised, for any k', async () => {
    const { store, graph, ef } = await builtOn(3_000);
    for (const k of [5, 20, 100]) {
      const { efSearch, recall, sampled } = await ef.measure(k);
      expect(sampled).toBe(100);
      expect(recall).toBeGreaterThanOrEqual(0.9);
      expect(ef.for(k)).toBe(efSearch);
      const [reached, less] = [efSearch, Math.floor(efSearch / 1.5)].map((each) => recallOf(store, graph, each, k));
      expect(reached).toBeGreaterThanOrEqual(0.89);
      if (Math.floor(efSearch / 1.5) >= k) expect(less).toBeLessThan(0.925);
    }
  });

  test('is higher for a higher promise', async () => {
    const [low, high] = await Promise.all([builtOn(2_000, 0.7), builtOn(2_000, 0.995)]);
    expect((await low.ef.measure(10)).efSearch).toBeLessThan((await high.ef.measure(10)).efSearch);
  });

  test('is measured again when the index grew or shrank, and when real queries have come', async () => {
    const { store, ef } = await builtOn(1_000);
    const isStale = (index: EfSearch) => index.isStale(10);
    expect([ef.isUnknown(10), isStale(ef), ef.for(10)]).toEqual([true, true, 64]);
    await ef.measure(10);
    expect([ef.isUnknown(10), isStale(ef), ef.isUnknown(11)]).toEqual([false, false, true]);
    for (let label = 1_000; label < 1_501; label++) {
      store.set(label, vectors[label] as Float32Array);
      store.show(label);
    }
    expect(isStale(ef)).toBe(true);
    await ef.measure(10);
    for (let label = 0; label < 320; label++) store.delete(label);
    expect(isStale(ef)).toBe(true);
    await ef.measure(10);
    for (const query of queries.slice(0, 49)) for (let twice = 0; twice < 2; twice++) ef.noticed(query);
    expect(isStale(ef)).toBe(false);
    ef.noticed(queries[49] as Float32Array);
    expect(isStale(ef)).toBe(true);
    expect((await ef.measure(10)).sampled).toBeGreaterThan(120);
    for (const query of queries.slice(50, 99)) ef.noticed(query);
    expect(isStale(ef)).toBe(false);
    ef.noticed(queries[99] as Float32Array);
    expect(isStale(ef)).toBe(true);
    ef.reset();
    expect(ef.isUnknown(10)).toBe(true);
  });

  test('takes queries that are unlike the documents into account', async () => {
    const { store, graph, ef } = await builtOn(3_000);
    const { efSearch } = await ef.measure(10);
    const odd = clusteredVectors(60, 32, 99);
    for (const vector of odd) ef.noticed(vector);
    const again = await ef.measure(10);
    expect(again.efSearch).toBeGreaterThanOrEqual(efSearch);
    expect(recallOf(store, graph, again.efSearch, 10)).toBeGreaterThanOrEqual(0.89);
  });

  test('of an empty index is measured with nothing', async () => {
    const { ef } = await builtOn(0);
    expect(await ef.measure(10)).toMatchObject({ recall: 1, sampled: 0 });
  });
});

import { assert, constantFrom, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clusteredVectors } from '../clustered-vectors.fixture.ts';
import { bestOf, bestOfAll } from './best-labels.ts';
import { createVectorStore, type Metric, type Storage, type StoreQuery, type VectorStore } from './vector-store.ts';

const tieBreak = (a: number, b: number) => a - b;

function storeOf(vectors: readonly Float32Array[], metric: Metric, storage: Storage): VectorStore {
  const store = createVectorStore({ dimensions: vectors[0]?.length ?? 1, metric, storage });
  for (const [label, vector] of vectors.entries()) {
    store.set(label, vector);
    store.show(label);
  }
  return store;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** Every score in the plainest way, then a sort. */
function naive(vectors: readonly ArrayLike<number>[], query: Float32Array, metric: Metric, k: number) {
  const length = (vector: ArrayLike<number>) => (metric === 'cosine' ? Math.sqrt(dot(vector, vector)) : 1);
  return vectors
    .map((vector, label) => ({ label, score: dot(vector, query) / length(vector) / length(query) }))
    .sort((a, b) => b.score - a.score || tieBreak(a.label, b.label))
    .slice(0, k);
}

describe.each(['cosine', 'dot'] as const)('the best by %s', (metric) => {
  test('are those of a plain loop and a sort, of vectors as they came', () => {
    const drawn = property(integer({ min: 2, max: 70 }), integer({ min: 1, max: 400 }), integer(), (...numbers) => {
      const [dimensions, count, seed] = numbers;
      const [query, ...vectors] = clusteredVectors(count + 1, dimensions, seed) as [Float32Array, ...Float32Array[]];
      const store = storeOf(vectors, metric, 'float32');
      const found = bestOfAll(store, { query: store.query(query) as StoreQuery, k: 20, tieBreak });
      const expected = naive(vectors, query, metric, 20);
      expect(found.map(({ label }) => label)).toEqual(expected.map(({ label }) => label));
      for (const [at, { score }] of found.entries()) expect(score).toBeCloseTo(expected[at]?.score as number, 9);
    });
    assert(drawn, { seed: 3, numRuns: 60 });
  });

  test('are those of a plain loop over what 8 bits per number left', () => {
    const vectors = clusteredVectors(900, 40);
    const store = storeOf(vectors, metric, 'int8');
    const rounded = vectors.map((_, label) => store.vector(label));
    for (const query of clusteredVectors(10, 40, 9)) {
      const found = bestOfAll(store, { query: store.query(query) as StoreQuery, k: 30, tieBreak });
      const scores = new Map(naive(rounded, query, metric, 900).map(({ label, score }) => [label, score]));
      const worst = [...scores.values()][29] as number;
      const length = Math.sqrt(dot(query, query)) * (metric === 'dot' ? 10 : 1);
      for (const { label, score } of found) {
        expect(Math.abs(score - (scores.get(label) as number))).toBeLessThan(1e-4 * length);
        expect(score).toBeGreaterThan(worst - 1e-4 * length);
      }
    }
  });
});

test('rounding to 8 bits moves a cosine by little, and the best hardly at all', () => {
  const vectors = clusteredVectors(4_000, 384);
  const [exact, small] = [storeOf(vectors, 'cosine', 'float32'), storeOf(vectors, 'cosine', 'int8')];
  let kept = 0;
  for (const query of clusteredVectors(20, 384, 5)) {
    const best = bestOfAll(exact, { query: exact.query(query) as StoreQuery, k: 100, tieBreak });
    const scores = new Map(best.map(({ label, score }) => [label, score]));
    for (const { label, score } of bestOfAll(small, { query: small.query(query) as StoreQuery, k: 100, tieBreak })) {
      kept += Number(scores.has(label));
      expect(Math.abs(score - (scores.get(label) ?? score))).toBeLessThan(0.003);
    }
  }
  expect(kept / 2_000).toBeGreaterThan(0.97);
});

test('of equal scores are in the order that was asked for, however many there are', () => {
  const vectors = Array.from({ length: 9_000 }, (_, n) => Float32Array.of(1, n % 3 === 0 ? 1 : 0));
  for (const storage of ['float32', 'int8'] as const) {
    const store = storeOf(vectors, 'cosine', storage);
    const query = store.query(Float32Array.of(1, 1)) as StoreQuery;
    const backwards = bestOfAll(store, { query, k: 5, tieBreak: (a, b) => b - a });
    expect(backwards.map(({ label }) => label)).toEqual([8_997, 8_994, 8_991, 8_988, 8_985]);
    expect(bestOf(Uint32Array.of(7, 6, 5, 0), { query, k: 3, tieBreak }).map(({ label }) => label)).toEqual([0, 6, 5]);
  }
});

test('are found in more than a block of rows, at the ends of blocks and of memory pages', () => {
  const dimensions = 100;
  const vectors = clusteredVectors(4_097, dimensions);
  const store = storeOf(vectors, 'cosine', 'int8');
  for (const label of [0, 4_095, 4_096]) {
    const query = store.query(vectors[label] as Float32Array) as StoreQuery;
    expect(bestOfAll(store, { query, k: 1, tieBreak })[0]?.label).toBe(label);
  }
});

test('never are what is hidden, deleted or zero', () => {
  const drawn = property(constantFrom<Storage>('float32', 'int8'), integer(), (storage, seed) => {
    const vectors = clusteredVectors(60, 8, seed);
    const store = createVectorStore({ dimensions: 8, metric: 'cosine', storage });
    const shown = new Set<number>();
    for (const [label, vector] of vectors.entries()) {
      store.set(label, label % 5 === 0 ? new Float32Array(8) : vector);
      if (label % 3 === 0) continue;
      store.show(label);
      if (label % 5 !== 0 && label % 7 !== 0) shown.add(label);
      if (label % 7 === 0) store.delete(label);
    }
    const query = store.query(vectors[1] as Float32Array) as StoreQuery;
    const found = bestOfAll(store, { query, k: 100, tieBreak }).map(({ label }) => label);
    expect(new Set(found)).toEqual(shown);
    expect(store.size).toBe(shown.size);
  });
  assert(drawn, { seed: 5, numRuns: 20 });
});

test('of numbers of any size are right', () => {
  for (const size of [1e-30, 1e30]) {
    const vectors = clusteredVectors(50, 6).map((vector) => vector.map((value) => value * size));
    for (const metric of ['cosine', 'dot'] as const) {
      const store = storeOf(vectors, metric, 'float32');
      const query = vectors[4] as Float32Array;
      const found = bestOfAll(store, { query: store.query(query) as StoreQuery, k: 7, tieBreak });
      expect(found.map(({ label }) => label)).toEqual(naive(vectors, query, metric, 7).map(({ label }) => label));
    }
  }
});

test('in the most unlikely case sums stay within 32 bits', () => {
  const dimensions = 65_536;
  const store = storeOf(
    [new Float32Array(dimensions).fill(1), new Float32Array(dimensions).fill(-1)],
    'cosine',
    'int8',
  );
  const query = store.query(new Float32Array(dimensions).fill(3)) as StoreQuery;
  const found = bestOfAll(store, { query, k: 2, tieBreak });
  expect(found.map(({ score }) => score)).toEqual([expect.closeTo(1, 3), expect.closeTo(-1, 3)]);
});

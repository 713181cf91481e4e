import { array, assert, constantFrom, integer, oneof, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AcceptedLabels } from './accepted-labels.ts';
import { clusteredVectors } from './clustered-vectors.fixture.ts';
import { installedEngines } from './engines/installed-engines.fixture.ts';
import { loadEngine } from './engines/load-engine.ts';
import { createVectorIndex, type VectorIndex } from './vector-index.ts';

const byLabel = (a: number, b: number) => a - b;
const settings = {
  metric: 'cosine',
  storage: 'float32',
  m: 16,
  efConstruction: 200,
  seed: 1,
  recallTarget: 0.98,
} as const;

function emptyIndex(dimensions: number, efSearch?: number): VectorIndex {
  return createVectorIndex({ ...settings, dimensions, efSearch, tieBreak: byLabel });
}

function put(index: VectorIndex, label: number, vector: Float32Array): void {
  index.add(label, vector);
  index.show(label);
}

async function indexOf(engine: string, vectors: readonly Float32Array[], efSearch?: number): Promise<VectorIndex> {
  const index = emptyIndex(vectors[0]?.length ?? 1, efSearch);
  if (engine === 'hnswlib' || engine === 'usearch') await index.buildGraph(await loadEngine(engine));
  for (const [label, vector] of vectors.entries()) put(index, label, vector);
  return index;
}

function acceptedOf(count: number, accepts: (label: number) => boolean): AcceptedLabels {
  const labels = Uint32Array.from(Array(count).keys()).filter(accepts);
  return { count: labels.length, has: accepts, labels: () => labels };
}

function recall(index: VectorIndex, oracle: VectorIndex, queries: readonly Float32Array[], k: number): number {
  const hits = queries.map((query) => {
    const expected = new Set(oracle.search(query, k).map(({ label }) => label));
    return index.search(query, k).filter(({ label }) => expected.has(label)).length / expected.size;
  });
  return hits.reduce((sum, share) => sum + share, 0) / hits.length;
}

test('exact search has the cosines of a plain double loop', () => {
  const vectors = clusteredVectors(50, 7);
  const index = emptyIndex(7);
  for (const [label, vector] of vectors.entries()) put(index, label, vector);
  const query = vectors[3] as Float32Array;
  const expected = vectors.map((vector, label) => ({ label, score: cosine(query, vector) }));
  expected.sort((a, b) => b.score - a.score);
  const found = index.search(query, 50);
  expect(found.map(({ label }) => label)).toEqual(expected.map(({ label }) => label));
  for (const [at, { score }] of found.entries()) expect(score).toBeCloseTo(expected[at]?.score as number, 12);
});

function cosine(a: Float32Array, b: Float32Array): number {
  const dot = (x: Float32Array, y: Float32Array) => x.reduce((sum, value, i) => sum + value * (y[i] as number), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

describe.each(await installedEngines())('%s', (engine) => {
  const vectors = clusteredVectors(2_100, 48);
  const queries = vectors.slice(2_000);
  const built = Promise.all([indexOf(engine, vectors.slice(0, 2_000)), indexOf('exact', vectors.slice(0, 2_000))]);

  test('finds 95 of 100 of the exact ten nearest among 2,000', async () => {
    const [index, oracle] = await built;
    expect(index.engine).toBe(engine);
    expect(recall(index, oracle, queries, 10)).toBeGreaterThanOrEqual(0.95);
  });

  test('gives the very scores of exact search', async () => {
    const [index, oracle] = await built;
    for (const query of queries.slice(0, 20)) {
      for (const { label, score } of index.search(query, 10)) expect(score).toBe(oracle.score(query, label));
    }
  });

  test('does look at a part only: the smallest list of candidates finds less', async () => {
    const [, oracle] = await built;
    const hasty = await indexOf(engine, vectors.slice(0, 2_000), 10);
    expect(recall(hasty, oracle, queries, 10)).toBeLessThan(1);
  });

  test('returns all there are where k is above their number', async () => {
    const index = await indexOf(engine, vectors.slice(0, 300));
    expect(index.search(queries[0] as Float32Array, 5_000)).toHaveLength(300);
  });

  test('never finds what was removed, finds what was added again, and keeps its recall', async () => {
    const [index, oracle] = await Promise.all([indexOf(engine, vectors), indexOf('exact', vectors)]);
    for (const one of [index, oracle]) {
      for (let label = 0; label < 1_000; label++) one.remove(label);
      one.remove(0);
      one.remove(9_999);
      expect(one.search(vectors[5] as Float32Array, 3_000)).toHaveLength(1_100);
      for (let label = 0; label < 500; label++) put(one, label, vectors[label + 500] as Float32Array);
    }
    expect(index.search(vectors[500] as Float32Array, 1)).toEqual([{ label: 0, score: expect.closeTo(1, 12) }]);
    expect(recall(index, oracle, queries, 10)).toBeGreaterThanOrEqual(0.95);
  });

  test('agrees with exact search after any additions, replacements and removals of a few', async () => {
    const factory = await loadEngine(engine);
    const label = integer({ min: 0, max: 15 });
    const vector = array(integer({ min: -2, max: 2 }), { minLength: 3, maxLength: 3 });
    const step = oneof(
      record({ type: constantFrom('add'), label, vector }),
      record({ type: constantFrom('remove'), label }),
    );
    const drawn = property(array(step, { maxLength: 60 }), vector, (steps, query) => {
      const [index, oracle] = [emptyIndex(3), emptyIndex(3)];
      void index.buildGraph(factory);
      for (const one of [index, oracle]) {
        for (const done of steps) {
          if ('vector' in done) put(one, done.label, Float32Array.from(done.vector));
          else one.remove(done.label);
        }
      }
      expect(index.search(Float32Array.from(query), 20)).toEqual(oracle.search(Float32Array.from(query), 20));
    });
    assert(drawn, { seed: 11, numRuns: 150 });
  });

  test('filters a large index without losing what exists, near or far', async () => {
    const many = clusteredVectors(3_000, 8);
    const [index, oracle] = await Promise.all([indexOf(engine, many, 300), indexOf('exact', many)]);
    const query = many[0] as Float32Array;
    const half = (label: number) => label % 2 === 0;
    const far = new Set(
      oracle
        .search(query, many.length)
        .slice(-2_000)
        .map(({ label }) => label),
    );
    for (const accept of [half, (label: number) => far.has(label), (label: number) => label === 77]) {
      const accepted = acceptedOf(many.length, accept);
      const [found, expected] = [index.search(query, 100, accepted), oracle.search(query, 100, accepted)];
      expect(found).toHaveLength(expected.length);
      expect(found.every(({ label }) => accept(label))).toBe(true);
      const right = new Set(expected.map(({ label }) => label));
      expect(found.filter(({ label }) => right.has(label)).length / expected.length).toBeGreaterThanOrEqual(0.95);
    }
  });

  test('makes the same results of the same operations', async () => {
    const [one, two] = await Promise.all([indexOf(engine, vectors, 10), indexOf(engine, vectors, 10)]);
    for (const query of queries) expect(one.search(query, 10)).toEqual(two.search(query, 10));
  });
});

describe.each(['exact', ...(await installedEngines())])('%s refuses before native code sees it', (engine) => {
  test.each([
    ['an element that is no number', 1, [1, 'x', 0], 'is no Float32Array'],
    ['a plain array', 1, [1, 0, 0], 'is no Float32Array'],
    ['NaN', 1, Float32Array.of(1, Number.NaN, 0), 'has NaN at position 1'],
    ['infinity', 1, Float32Array.of(1, 0, Number.POSITIVE_INFINITY), 'has Infinity at position 2'],
    ['a wrong length', 1, Float32Array.of(1, 0), 'has 2 dimensions, index has 3'],
    ['a negative label', -1, Float32Array.of(1, 0, 0), 'label -1 is no integer'],
    ['a label that would wrap', 2 ** 33 + 5, Float32Array.of(1, 0, 0), 'label 8589934597 is no integer'],
    ['half a label', 0.5, Float32Array.of(1, 0, 0), 'label 0.5 is no integer'],
  ])('%s', async (_, label, vector, message) => {
    const index = await indexOf(engine, [Float32Array.of(0, 1, 0)]);
    expect(() => index.add(label, vector as Float32Array)).toThrow(message);
    if (label === 1) expect(() => index.search(vector as Float32Array, 1)).toThrow(message);
    expect(index.search(Float32Array.of(1, 1, 1), 9).map((found) => found.label)).toEqual([0]);
  });

  test('nothing of a zero vector: it is kept, and neither found nor a query', async () => {
    const index = await indexOf(engine, [Float32Array.of(0, 1, 0), Float32Array.of(0, 0, 0)]);
    expect(index.search(Float32Array.of(0, 1, 0), 9)).toEqual([{ label: 0, score: 1 }]);
    expect(index.score(Float32Array.of(0, 1, 0), 1)).toBeUndefined();
    expect(index.search(new Float32Array(3), 9)).toEqual([]);
    put(index, 1, Float32Array.of(0, 2, 0));
    put(index, 0, new Float32Array(3));
    expect(index.search(Float32Array.of(0, 1, 0), 9)).toEqual([{ label: 1, score: 1 }]);
  });
});

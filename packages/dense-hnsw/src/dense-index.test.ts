import { createTrace, type Document, type Embedder, type StageEvent } from '@tsr/core';
import { createExactSearch, createHashEmbedder } from '@tsr/core/testing';
import { describe, expect, test } from 'vitest';
import { clusteredVectors } from './clustered-vectors.fixture.ts';
import { createDenseIndex, createDenseIndexWith } from './dense-index.ts';
import type { DenseIndexOptions } from './dense-options.ts';
import { EXACT_UP_TO } from './dense-upkeep.ts';
import { loadEngine } from './engines/load-engine.ts';
import type { VectorEngine, VectorEngineFactory } from './engines/vector-engine.ts';

const embedder = createHashEmbedder({ dimensions: 16 });
const documents: readonly Document[] = [
  { id: 'setup', title: 'OAuth2', content: 'Configure it: register a client.', metadata: { lang: 'en' } },
  { id: 'refresh', content: 'A refresh token gets a new access token.', metadata: { lang: 'en' } },
  { id: 'saml', content: 'SAML signs users in.', metadata: { lang: 'de' } },
  { id: 'empty', content: '' },
];

function textsOf(count: number): readonly Document[] {
  return Array.from({ length: count }, (_, n) => ({ id: `d${n}`, content: '', metadata: { n } }));
}

describe('search', () => {
  test('ranks as the plain exact search does, by passage text', async () => {
    const index = await createDenseIndex({ embedder, documents });
    const oracle = await createExactSearch({ embedder, documents: documents.slice(0, 3) });
    const [found, expected] = [await index.search('OAuth2 client'), await oracle.search('OAuth2 client')];
    expect(found.map(({ document }) => document)).toEqual(expected.map(({ document }) => document));
    for (const [at, { score }] of found.entries()) expect(score).toBeCloseTo(expected[at]?.score as number, 12);
  });

  test('takes a ready vector instead of embedding', async () => {
    const index = await createDenseIndex({ embedder, documents });
    const vector = await embedder.embedQuery('SAML');
    expect(await index.search({ text: 'token', vector })).toEqual(await index.search('SAML'));
  });

  test('of a vector of another model says what to do', async () => {
    const index = await createDenseIndex({ embedder, documents });
    await expect(index.search({ text: 'token', vector: new Float32Array(768).fill(1) })).rejects.toMatchObject({
      code: 'TSR_INVALID_ARGUMENT',
      message: expect.stringContaining('query.vector has 768 dimensions, index has 16; embed with the model'),
    });
    const vector = new Float32Array(16).fill(Number.NaN);
    await expect(index.search({ text: 'token', vector })).rejects.toThrow('has NaN at position 0');
  });

  test('of a query that the embedder knows nothing of finds nothing, and notes why', async () => {
    const index = await createDenseIndex({ embedder, documents });
    const events: StageEvent[] = [];
    const trace = createTrace({ component: 'dense', record: (event) => events.push(event) });
    expect(await index.search('?!', { trace })).toEqual([]);
    trace.record({ stage: 'retrieve', component: 'dense', startedAt: 0, durationMs: 0 });
    expect(events[0]?.notes).toMatchObject({
      engine: 'exact',
      emptyQuery: 'zero vector',
      index: index.revision,
      embedder: embedder.fingerprint,
    });
  });

  test('keeps a document without a direction, and never finds it', async () => {
    const index = await createDenseIndex({ embedder, documents });
    expect(await index.count()).toBe(4);
    expect(await index.search('token', { topK: 100 })).toHaveLength(3);
    expect(await index.scoreByIds('token', ['empty', 'saml', 'unknown'])).toEqual(
      new Map([['saml', (await index.search('token', { filter: { lang: 'de' } }))[0]?.score]]),
    );
  });

  test('without an embedder asks for a vector', async () => {
    const vectors = clusteredVectors(4, 8);
    const index = await createDenseIndex({ documents, vectors });
    expect(index.dimensions).toBe(8);
    expect(index.fingerprint).toBeUndefined();
    const [first] = await index.search({ text: '', vector: vectors[2] as Float32Array }, { topK: 1 });
    expect(first).toEqual({ document: documents[2], score: expect.closeTo(1, 12) });
    await expect(index.search('token')).rejects.toThrow('query has no vector and the index no embedder');
    await expect(index.upsert([{ id: 'x', content: 'x' }])).rejects.toThrow('pass either');
    await index.upsert([{ id: 'x', content: 'x' }], { vectors: [vectors[0] as Float32Array] });
    expect(await index.count()).toBe(5);
  });
});

test('a hybrid is asked for the weight and told the fingerprint of the embedder', async () => {
  const index = await createDenseIndex({ embedder: { ...embedder, fusionWeight: 0.3 } });
  expect([index.fusionWeight, index.fingerprint]).toEqual([0.3, embedder.fingerprint]);
  expect('fusionWeight' in (await createDenseIndex({ embedder }))).toBe(false);
});

describe('upsert', () => {
  test.each([
    ['too few vectors', async () => [new Float32Array(16)], 'made 1 vectors of 2 texts'],
    ['no array', async () => undefined as never, 'made undefined of 2 texts'],
    ['another length', async () => [new Float32Array(16), new Float32Array(3)], 'document "y" that has 3 dimensions'],
    ['no vector', async () => [new Float32Array(16), [1] as never], 'document "y" that is no Float32Array'],
    ['NaN', async () => [new Float32Array(16), new Float32Array(16).fill(NaN)], 'document "y" that has NaN'],
  ])('of an embedder that returns %s applies nothing', async (_, embedDocuments, message) => {
    const index = await createDenseIndex({ embedder, documents });
    const broken = await createDenseIndex({ embedder: { ...embedder, embedDocuments } });
    const batch = ['x', 'y'].map((id) => ({ id, content: id }));
    await expect(broken.upsert(batch)).rejects.toMatchObject({
      code: 'TSR_EMBEDDER_CONTRACT',
      message: expect.stringContaining(message),
    });
    expect(await broken.count()).toBe(0);
    expect(await index.count()).toBe(4);
  });

  test('of an embedder that fails changes nothing, and the next one works', async () => {
    let fails = false;
    const flaky: Embedder = {
      ...embedder,
      embedDocuments: (texts) => (fails ? Promise.reject(new Error('no memory')) : embedder.embedDocuments(texts)),
    };
    const index = await createDenseIndex({ embedder: flaky, documents });
    const before = index.revision;
    fails = true;
    await expect(index.upsert([{ id: 'setup', content: 'other' }])).rejects.toThrow('no memory');
    expect([index.revision, await index.search('OAuth2')]).toEqual([
      before,
      await (await createDenseIndex({ embedder, documents })).search('OAuth2'),
    ]);
    fails = false;
    await index.upsert([{ id: 'setup', content: 'other' }]);
    expect(index.revision).not.toBe(before);
  });

  test('of an embedder that fails half way leaves nothing of what it had made', async () => {
    let asked = 0;
    const flaky: Embedder = {
      ...embedder,
      embedDocuments: (texts) => (asked++ === 1 ? Promise.reject(new Error('gone')) : embedder.embedDocuments(texts)),
    };
    const index = await createDenseIndex({ embedder: flaky, engine: 'usearch' });
    const batch = Array.from({ length: 1_500 }, (_, n) => ({ id: `d${n}`, content: 'token' }));
    await expect(index.upsert(batch)).rejects.toThrow('gone');
    expect([await index.count(), await index.search('token')]).toEqual([0, []]);
    await index.upsert(batch.slice(0, 3));
    expect(await index.search('token', { topK: 2_000 })).toHaveLength(3);
  });

  test('with vectors does not ask the embedder, and copies them', async () => {
    const index = await createDenseIndex({ embedder: { ...embedder, embedDocuments: () => Promise.reject() } });
    const vector = await embedder.embedQuery('token');
    const added = index.upsert([{ id: 'x', content: '' }], { vectors: [vector] });
    vector.fill(Number.NaN);
    await added;
    expect((await index.search('token'))[0]?.score).toBeCloseTo(1, 6);
  });

  test.each([
    [[], 'vectors has 0 entries, documents 1'],
    ['x', 'vectors is "x"'],
    [[[1, 2]], 'vector 0 is no Float32Array'],
    [[new Float32Array(3)], 'vector 0 has 3 dimensions, index has 16'],
  ])('refuses vectors %j', async (vectors, message) => {
    const index = await createDenseIndex({ embedder });
    const added = index.upsert([{ id: 'x', content: '' }], { vectors: vectors as never });
    await expect(added).rejects.toMatchObject({
      code: 'TSR_INVALID_ARGUMENT',
      message: expect.stringContaining(message),
    });
  });

  test('shows a batch whole or not at all, while the event loop goes on', async () => {
    const vectors = clusteredVectors(1_500, 64);
    const index = await createDenseIndex({ engine: 'usearch', dimensions: 64 });
    const query = { text: '', vector: vectors[0] as Float32Array };
    const added = index.upsert(textsOf(1_500), { vectors }).then(() => true);
    const seen: number[] = [];
    const pause = () => new Promise<false>((resolve) => setImmediate(() => resolve(false)));
    while (!(await Promise.race([added, pause()]))) seen.push((await index.search(query, { topK: 2_000 })).length);
    expect(seen.length).toBeGreaterThan(2);
    expect(new Set([...seen, 1_500])).toEqual(new Set([0, 1_500]));
    expect(await index.search(query, { topK: 2_000 })).toHaveLength(1_500);
  });

  test('of concurrent changes is applied in the order of the calls', async () => {
    const index = await createDenseIndex({ embedder });
    const one = index.upsert([{ id: 'x', content: 'token' }]);
    const two = index.upsert([{ id: 'x', content: 'saml' }]);
    const gone = index.remove(['x']);
    const three = index.upsert([{ id: 'x', content: 'client' }]);
    await Promise.all([one, two, gone, three]);
    expect((await index.search('client')).map(({ document }) => document.content)).toEqual(['client']);
  });
});

describe('quality', () => {
  test('of exact search is perfect, of a graph is measured', async () => {
    const vectors = clusteredVectors(800, 16);
    const [exact, graph] = await Promise.all(
      (['exact', 'usearch'] as const).map((engine) => createDenseIndex({ engine, documents: textsOf(800), vectors })),
    );
    expect(await exact?.quality()).toEqual({ recall: 1, efSearch: 0, sampled: 0 });
    const measured = await graph?.quality({ topK: 10 });
    expect(measured).toMatchObject({ sampled: 100, recall: expect.any(Number) });
    expect(measured?.recall).toBeGreaterThanOrEqual(0.98);
    await expect(graph?.quality({ topK: 0 })).rejects.toMatchObject({ code: 'TSR_INVALID_ARGUMENT' });
  });
});

test('a dot product takes the lengths of vectors into account, with and without a graph', async () => {
  const vectors = clusteredVectors(300, 8).map((vector, n) => vector.map((value) => value * (1 + (n % 7))));
  const query = { text: '', vector: vectors[5] as Float32Array };
  const dotWith = (other: Float32Array) =>
    other.reduce((sum, value, i) => sum + value * (query.vector[i] as number), 0);
  const expected = vectors.map((vector, n) => ({ id: `d${n}`, score: dotWith(vector) }));
  expected.sort((a, b) => b.score - a.score);
  for (const engine of ['exact', 'usearch'] as const) {
    const index = await createDenseIndex({
      engine,
      metric: 'dot',
      storage: 'float32',
      efSearch: 300,
      documents: textsOf(300),
      vectors,
    });
    const found = await index.search(query, { topK: 20 });
    expect(found.map(({ document }) => document.id)).toEqual(expected.slice(0, 20).map(({ id }) => id));
    expect(found[0]?.score).toBeCloseTo(expected[0]?.score as number, 4);
  }
});

describe('engine', () => {
  const missing = () => Promise.reject(new Error('not compiled'));
  const many = { documents: textsOf(EXACT_UP_TO + 1), vectors: clusteredVectors(EXACT_UP_TO + 1, 2), m: 2 };
  const quick = { ...many, efConstruction: 4 };

  /** hnswlib-node is not installed everywhere: another engine under its name. */
  async function fakeHnswlib(): Promise<VectorEngineFactory> {
    const { create, open } = await loadEngine('usearch');
    return { name: 'hnswlib', open, create: (options) => ({ ...create(options), name: 'hnswlib' }) };
  }

  test('auto is exact while the index is small', async () => {
    const index = await createDenseIndex({ embedder, documents, onWarning: (message) => expect.fail(message) });
    expect(index.engine).toBe('exact');
  });

  test('auto becomes a graph when the index grows, and stays it', async () => {
    const index = await createDenseIndexWith({ dimensions: 2, m: 2, efConstruction: 4 }, () => loadEngine('usearch'));
    await index.upsert(many.documents.slice(1), { vectors: many.vectors.slice(1) });
    expect(index.engine).toBe('exact');
    await index.upsert(many.documents.slice(0, 1), { vectors: many.vectors.slice(0, 1) });
    await index.compact();
    expect(index.engine).toBe('usearch');
    await index.remove(many.documents.slice(0, 100).map(({ id }) => id));
    expect(index.engine).toBe('usearch');
    const ranking = await index.search({ text: '', vector: many.vectors[0] as Float32Array }, { topK: 20_000 });
    expect(ranking).toHaveLength(EXACT_UP_TO - 99);
  });

  test('auto says once what was missing and what is used instead', async () => {
    const warnings: string[] = [];
    const onWarning = (message: string) => void warnings.push(message);
    const index = await createDenseIndexWith({ ...quick, onWarning }, (name) =>
      name === 'hnswlib' ? fakeHnswlib() : missing(),
    );
    await index.upsert([{ id: 'more', content: '' }], { vectors: [Float32Array.of(1, 0)] });
    expect([index.engine, warnings]).toEqual(['hnswlib', ['not compiled. hnswlib is used instead.']]);
  });

  test('auto without any searches exactly, and says so', async () => {
    const warnings: string[] = [];
    const index = await createDenseIndexWith(
      { ...quick, onWarning: (message) => void warnings.push(message) },
      missing,
    );
    expect(index.engine).toBe('exact');
    expect(warnings).toEqual([expect.stringContaining('Exact search is used instead')]);
    const vector = many.vectors[0] as Float32Array;
    expect((await index.search({ text: '', vector }, { topK: 1 }))[0]?.score).toBeCloseTo(1, 12);
  });

  test('that is asked for by name and missing rejects', async () => {
    await expect(createDenseIndexWith({ embedder, engine: 'hnswlib' }, missing)).rejects.toThrow('not compiled');
  });

  test('that refuses a vector has the whole batch undone', async () => {
    const nodes = new Set<number>();
    const load = async (): Promise<VectorEngineFactory> => {
      const factory = await loadEngine('usearch');
      return { ...factory, create: (engineOptions) => refusing(factory.create(engineOptions), 2, nodes) };
    };
    const index = await createDenseIndexWith({ embedder, engine: 'usearch' }, load);
    await index.upsert(documents.slice(0, 1));
    const before = await index.search('token');
    await expect(index.upsert(documents.slice(0, 3))).rejects.toMatchObject({ code: 'TSR_ENGINE_FAILURE' });
    expect([await index.count(), await index.search('token'), nodes.size]).toEqual([1, before, 1]);
    await index.upsert(documents);
    expect(await index.search('token')).toHaveLength(3);
  });

  test('that cannot be built under auto leaves exact search, and says so', async () => {
    const warnings: string[] = [];
    const onWarning = (message: string) => void warnings.push(message);
    const create = () => {
      throw new Error('no memory');
    };
    const broken = async () => ({ name: 'usearch' as const, create, open: create });
    const index = await createDenseIndexWith({ ...quick, onWarning }, broken);
    expect([index.engine, await index.count()]).toEqual(['exact', EXACT_UP_TO + 1]);
    expect(warnings).toEqual([expect.stringContaining('could not be built (Error: no memory). Exact search')]);
  });
});

/** An engine whose addition number `at`, from 0, fails, once; `nodes` are the labels that it holds. */
function refusing(engine: VectorEngine, at: number, nodes: Set<number>): VectorEngine {
  let additions = 0;
  return {
    ...engine,
    add(label, unit) {
      if (additions++ === at) throw new Error('out of memory');
      engine.add(label, unit);
      nodes.add(label);
    },
    remove(label) {
      engine.remove(label);
      nodes.delete(label);
    },
  };
}

test.each<[object, string]>([
  [{}, 'the length of the vectors is unknown'],
  [{ embedder, dimensions: 8 }, 'dimensions is 8, embedder hash-embedder makes 16'],
  [{ dimensions: 0 }, 'dimensions is 0'],
  [{ embedder, engine: 'faiss' }, 'engine is "faiss"; pass one of auto, usearch, hnswlib, exact'],
  [{ embedder, m: 1 }, 'm is 1; pass an integer of 2 to 256'],
  [{ embedder, efConstruction: 0 }, 'efConstruction is 0'],
  [{ embedder, efSearch: 0.5 }, 'efSearch is 0.5'],
  [{ embedder, recallTarget: 0 }, 'recallTarget is 0; pass a number above 0, at most 1'],
  [{ embedder, recallTarget: 98 }, 'recallTarget is 98'],
  [{ embedder, recallTarget: Number.NaN }, 'recallTarget is NaN'],
  [{ embedder, metric: 'euclidean' }, 'metric is "euclidean"; pass one of cosine, dot'],
  [{ embedder, storage: 'int4' }, 'storage is "int4"; pass one of float32, int8'],
  [{ dimensions: 100_000 }, 'dimensions is 100000; pass an integer of 1 to 65536'],
  [null as never, 'options is null'],
  [{ embedder, seed: -1 }, 'seed is -1'],
  [{ embedder, documents: [{ id: '', content: '' }] }, 'id of document 0 is empty'],
  [{ embedder, vectors: [new Float32Array(16)] }, 'vectors has 1 entries, documents 0'],
])('options %j are refused', async (options, message) => {
  await expect(createDenseIndex(options as DenseIndexOptions)).rejects.toMatchObject({
    code: 'TSR_INVALID_ARGUMENT',
    message: expect.stringContaining(message),
  });
});

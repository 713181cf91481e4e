import { testEmbedder } from '@tsr/conformance';
import type { Embedder, EmbedOptions } from '@tsr/core';
import { createHashEmbedder } from '@tsr/core/testing';
import { describe, expect, it, test } from 'vitest';
import { createCachedEmbedder, createMemoryVectorStore, type VectorStore } from './index.ts';

const code = (code: string) => expect.objectContaining({ code });

/** An embedder that writes down what it is asked for. */
function watched(
  changes: Partial<Embedder> = {},
): Embedder & { readonly asked: string[][]; readonly queries: string[] } {
  const inner = createHashEmbedder({ dimensions: 8 });
  const asked: string[][] = [];
  const queries: string[] = [];
  return {
    name: 'watched',
    dimensions: 8,
    fingerprint: 'watched:1',
    asked,
    queries,
    async embedQuery(text, options) {
      queries.push(text);
      return inner.embedQuery(text, options);
    },
    async embedDocuments(texts, options) {
      asked.push([...texts]);
      return inner.embedDocuments(texts, options);
    },
    ...changes,
  };
}

describe('a cached embedder', () => {
  for (const queries of [false, true]) {
    testEmbedder({ describe, test }, queries ? 'of queries too' : 'of documents', {
      create: () =>
        createCachedEmbedder({
          embedder: createHashEmbedder({ dimensions: 8 }),
          store: createMemoryVectorStore(),
          queries,
          batchSize: 3,
        }),
    });
  }

  it('embeds only what is new', async () => {
    const embedder = watched();
    const cached = createCachedEmbedder({ embedder, store: createMemoryVectorStore() });
    const before = await cached.embedDocuments(['a', 'b', 'c']);
    const after = await cached.embedDocuments(['c', 'x', 'a']);
    expect(embedder.asked).toEqual([['a', 'b', 'c'], ['x']]);
    expect(after[0]).toEqual(before[2]);
    expect(after[2]).toEqual(before[0]);
    expect(after).toEqual(await watched().embedDocuments(['c', 'x', 'a']));
    expect(cached.cache).toEqual({ hits: 2, misses: 4, hitRate: 2 / 6 });
  });

  it('embeds a text that is there twice once, and gives each its own vector', async () => {
    const embedder = watched();
    const cached = createCachedEmbedder({ embedder, store: createMemoryVectorStore() });
    const [first, , second] = await cached.embedDocuments(['a', 'b', 'a']);
    expect(embedder.asked).toEqual([['a', 'b']]);
    expect(first).toEqual(second);
    first!.fill(7);
    expect(second).not.toEqual(first);
  });

  it('shares nothing between other weights or settings', async () => {
    const store = createMemoryVectorStore();
    await createCachedEmbedder({ embedder: watched(), store }).embedDocuments(['a']);
    const other = watched({ fingerprint: 'watched:2' });
    await createCachedEmbedder({ embedder: other, store }).embedDocuments(['a']);
    expect(other.asked).toEqual([['a']]);
  });

  it('tells apart texts that UTF-8 cannot', async () => {
    const embedder = watched();
    const cached = createCachedEmbedder({ embedder, store: createMemoryVectorStore() });
    await cached.embedDocuments(['\ud800', '\ud801', '\ufffd']);
    await cached.embedDocuments(['\ud801']);
    expect(embedder.asked).toEqual([['\ud800', '\ud801', '\ufffd']]);
    expect(cached.cache).toMatchObject({ hits: 1, misses: 3 });
  });

  it('keeps queries where it is told to, apart from documents', async () => {
    const store = createMemoryVectorStore();
    const plain = watched();
    const without = createCachedEmbedder({ embedder: plain, store });
    await without.embedQuery('a');
    await without.embedQuery('a');
    expect(plain.queries).toEqual(['a', 'a']);
    const embedder = watched();
    const cached = createCachedEmbedder({ embedder, store, queries: true });
    await cached.embedDocuments(['a']);
    await cached.embedQuery('a');
    await cached.embedQuery('a');
    expect(embedder.queries).toEqual(['a']);
    expect(cached.cache).toEqual({ hits: 1, misses: 2, hitRate: 1 / 3 });
  });

  it('keeps what was embedded before the embedder failed, or the caller left', async () => {
    const store = createMemoryVectorStore();
    const fails = watched();
    const embedDocuments = async (texts: readonly string[], options?: EmbedOptions) => {
      if (texts.includes('bad')) throw new Error('half way');
      return fails.embedDocuments(texts, options);
    };
    const failing = createCachedEmbedder({ embedder: { ...fails, embedDocuments }, store, batchSize: 2 });
    await expect(failing.embedDocuments(['a', 'b', 'c', 'd', 'bad'])).rejects.toThrow('half way');
    const controller = new AbortController();
    const onProgress = () => controller.abort('enough');
    const left = createCachedEmbedder({ embedder: watched(), store, batchSize: 2, onProgress });
    await expect(left.embedDocuments(['e', 'f', 'g', 'h'], controller)).rejects.toBe('enough');
    const embedder = watched();
    const cached = createCachedEmbedder({ embedder, store });
    await cached.embedDocuments([...'abcdefgh']);
    expect(embedder.asked).toEqual([['g', 'h']]);
  });

  it('tells how far it is', async () => {
    const told: object[] = [];
    const store = createMemoryVectorStore();
    const onProgress = (progress: object) => told.push(progress);
    await createCachedEmbedder({ embedder: watched(), store, batchSize: 2, onProgress }).embedDocuments([...'abc']);
    expect(told).toEqual([2, 3].map((done) => ({ done, total: 3, perSecond: expect.any(Number) })));
  });

  it('embeds again what the store gives in another length', async () => {
    const embedder = watched();
    const store: VectorStore = {
      getMany: async (keys) => keys.map(() => new Float32Array(7)),
      setMany: async () => {},
    };
    const [vector] = await createCachedEmbedder({ embedder, store }).embedDocuments(['a']);
    expect(vector).toHaveLength(8);
    expect(embedder.asked).toEqual([['a']]);
  });

  it.each<[string, (vectors: readonly Float32Array[]) => unknown]>([
    ['too few vectors', (vectors) => vectors.slice(1)],
    ['too many vectors', (vectors) => [...vectors, ...vectors]],
    ['a vector of another length', (vectors) => [vectors[0], vectors[1]!.slice(1)]],
    ['NaN', (vectors) => [vectors[0], vectors[1]!.map(() => Number.NaN)]],
    ['plain arrays', (vectors) => vectors.map((vector) => [...vector])],
    ['nothing', () => undefined],
  ])('keeps nothing of an embedder that gives %s', async (_, change) => {
    const store = createMemoryVectorStore();
    const right = watched();
    const embedDocuments = async (texts: readonly string[]) => change(await right.embedDocuments(texts)) as never;
    const cached = createCachedEmbedder({ embedder: watched({ embedDocuments }), store });
    await expect(cached.embedDocuments(['a', 'b'])).rejects.toThrow(code('TSR_EMBEDDER_CONTRACT'));
    expect(store.count).toBe(0);
  });

  it('is the embedder in everything else', () => {
    const store = createMemoryVectorStore();
    const { name, dimensions, fingerprint, fusionWeight } = createCachedEmbedder({
      embedder: watched({ fusionWeight: 0.4 }),
      store,
    });
    expect({ name, dimensions, fingerprint, fusionWeight }).toEqual({
      ...{ name: 'watched', dimensions: 8, fingerprint: 'watched:1', fusionWeight: 0.4 },
    });
    expect(() => createCachedEmbedder({ embedder: watched(), store, batchSize: 0 })).toThrow(
      code('TSR_INVALID_ARGUMENT'),
    );
  });
});

describe('a memory store', () => {
  const entry = (key: string, value = 1) => ({ key, vector: new Float32Array(100).fill(value) });

  it('forgets what nobody has asked for longest, and stays within its bytes', async () => {
    const store = createMemoryVectorStore({ maxBytes: 3 * 650 });
    await store.setMany([entry('a'), entry('b'), entry('c')]);
    await store.getMany(['a']);
    await store.setMany([entry('d')]);
    expect(store.count).toBe(3);
    expect(store.bytes).toBe(3 * 650);
    const found = await store.getMany(['a', 'b', 'c', 'd']);
    expect(found.map((vector) => vector !== undefined)).toEqual([true, false, true, true]);
  });

  it('replaces a key without counting it twice', async () => {
    const store = createMemoryVectorStore();
    await store.setMany([entry('a'), entry('a', 2)]);
    expect([store.count, store.bytes]).toEqual([1, 650]);
    expect((await store.getMany(['a']))[0]![0]).toBe(2);
  });

  it('keeps and gives copies', async () => {
    const store = createMemoryVectorStore();
    const given = entry('a');
    await store.setMany([given]);
    given.vector.fill(7);
    (await store.getMany(['a']))[0]!.fill(8);
    expect((await store.getMany(['a']))[0]![0]).toBe(1);
  });

  it('keeps nothing in no bytes', async () => {
    const store = createMemoryVectorStore({ maxBytes: 0 });
    await store.setMany([entry('a')]);
    expect([store.count, store.bytes]).toEqual([0, 0]);
    expect(() => createMemoryVectorStore({ maxBytes: -1 })).toThrow(code('TSR_INVALID_ARGUMENT'));
  });
});

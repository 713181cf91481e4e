import { describe, expect, test } from 'vitest';
import { createExactSearch, createHashEmbedder, createNaiveBm25, createOverlapReranker, words } from './index.ts';

const documents = [
  { id: 'a', content: 'red fish' },
  { id: 'b', content: 'blue fish swims' },
  { id: 'c', content: 'red red sky' },
];

describe('createNaiveBm25', () => {
  // Three documents, eight words: avgdl = 8/3. "red" is in two: idf = ln(1 + 1.5 / 2.5) = ln 1.6.
  test('scores as worked out by hand', async () => {
    const ranking = await createNaiveBm25({ documents }).search('red');
    const [idf, average] = [Math.log(1.6), 8 / 3];
    expect(ranking.map(({ document }) => document.id)).toEqual(['c', 'a']);
    expect(ranking[0]?.score).toBeCloseTo((idf * 2) / (2 + 1.2 * (0.25 + (0.75 * 3) / average)), 12);
    expect(ranking[1]?.score).toBeCloseTo((idf * 1) / (1 + 1.2 * (0.25 + (0.75 * 2) / average)), 12);
  });

  test('counts a repeated word each time, and takes k1, b and a tokenizer', async () => {
    const [once] = await createNaiveBm25({ documents }).search('sky');
    const [twice] = await createNaiveBm25({ documents }).search('sky sky');
    expect(twice?.score).toBe(2 * (once?.score ?? 0));
    const bare = createNaiveBm25({ documents, k1: 0, b: 0, tokenize: (text) => text.split('') });
    expect((await bare.search('w'))[0]?.score).toBeCloseTo(Math.log(1 + 2.5 / 1.5), 12);
  });
});

test('createExactSearch ranks by cosine, whatever the length of the query vector', async () => {
  const vectors: Record<string, number[]> = { x: [1, 0], y: [0, 2], xy: [3, 3], none: [0, 0] };
  const embedder = {
    ...createHashEmbedder({ dimensions: 2 }),
    embedDocuments: async (texts: readonly string[]) => texts.map((text) => Float32Array.from(vectors[text] ?? [])),
  };
  const search = await createExactSearch({
    embedder,
    documents: Object.keys(vectors).map((content) => ({ id: content, content })),
  });
  const ranking = await search.search({ text: '', vector: Float32Array.of(5, 0) });
  expect(ranking.map(({ document, score }) => [document.id, score.toFixed(6)])).toEqual([
    ['x', '1.000000'],
    ['xy', '0.707107'],
    ['none', '0.000000'],
    ['y', '0.000000'],
  ]);
  await expect(search.search({ text: '', vector: Float32Array.of(1) })).rejects.toThrow(
    'exact-search: query.vector has 1 dimensions, index has 2',
  );
});

describe('createHashEmbedder', () => {
  test('gives unit vectors that are alike where words are shared', async () => {
    const embedder = createHashEmbedder();
    const [fish, same, more, other] = await embedder.embedDocuments(['red fish', 'Fish, RED!', 'red fish swim', 'sky']);
    const cosine = (a?: Float32Array, b?: Float32Array) => a?.reduce((sum, x, i) => sum + x * (b?.[i] ?? 0), 0) ?? 0;
    expect(cosine(fish, same)).toBeCloseTo(1, 6);
    expect(cosine(fish, more)).toBeGreaterThan(0.6);
    expect(Math.abs(cosine(fish, other))).toBeLessThan(0.4);
  });

  test('has another space for another seed, and says so in its fingerprint', async () => {
    const [one, two] = [createHashEmbedder({ seed: 1 }), createHashEmbedder({ seed: 2 })];
    expect(one.fingerprint).not.toBe(two.fingerprint);
    expect(await one.embedQuery('token')).not.toEqual(await two.embedQuery('token'));
  });

  test('refuses dimensions and seeds that are none', () => {
    expect(() => createHashEmbedder({ dimensions: 0 })).toThrow(RangeError);
    expect(() => createHashEmbedder({ seed: 0.5 })).toThrow(RangeError);
  });
});

test('createOverlapReranker gives the share of words, and stops at the deadline', async () => {
  const candidates = documents.map((document, index) => ({ document, score: -index }));
  const reranker = createOverlapReranker();
  const ranking = await reranker.rerank('red fish', candidates);
  expect(ranking.map(({ document, score }) => [document.id, score])).toEqual([
    ['a', 1],
    ['c', 0.5],
    ['b', 0.4],
  ]);
  expect(await reranker.rerank('red fish', candidates, { deadline: 1 })).toEqual([]);
});

test('words are runs of letters and digits of any script', () => {
  expect(words('OAuth2 – Übersicht: 概要, e-mail!')).toEqual(['oauth2', 'übersicht', '概要', 'e', 'mail']);
  expect(words('?!')).toEqual([]);
});

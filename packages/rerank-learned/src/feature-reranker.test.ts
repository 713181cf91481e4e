import { type Analyzer, createAnalyzer } from '@tsr/bm25/analysis';
import { type Document, type Embedder, type Ranking, rankingOf } from '@tsr/core';
import { createHashEmbedder } from '@tsr/core/testing';
import { array, assert, asyncProperty, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFeatureReranker, FEATURE_NAMES, WEIGHTS_WITH_EMBEDDER, WEIGHTS_WITHOUT_EMBEDDER } from './index.ts';

const embedder = createHashEmbedder();
const documents: readonly Document[] = [
  {
    id: 'errors',
    title: 'OAuth2 errors',
    content: 'When authentication fails, configure logging to see OAuth2 messages.',
  },
  {
    id: 'oauth2',
    title: 'OAuth2 authentication',
    content: 'Configure the OAuth2 authentication of a route in two steps.',
  },
  { id: 'saml', title: 'SAML', content: 'Configure the identity provider.' },
  { id: 'empty', content: '' },
];
const query = 'How do I configure OAuth2 authentication?';

/** The documents, the first scored highest. */
function ranked(list: readonly Document[]): Ranking {
  return list.map((document, index) => ({ document, score: list.length - index }));
}

function detailsOf(ranking: Ranking): ReadonlyMap<string, Readonly<Record<string, number>>> {
  return new Map(ranking.map(({ document, evidence }) => [document.id, evidence?.at(-1)?.details ?? {}]));
}

const numbered = (contents: readonly string[]): readonly Document[] =>
  contents.map((content, index) => ({ id: `${index}`, title: contents[index + 1] ?? '', content }));

describe('createFeatureReranker', () => {
  test('puts the passage first that the query is about, where the first stage had it close behind', async () => {
    const scores = [9.1, 8.8, 7.4, 1.2];
    const candidates = documents.map((document, index) => ({ document, score: scores[index]! }));
    const ranking = await createFeatureReranker().rerank(query, candidates);
    expect(ranking.map(({ document }) => document.id)).toEqual(['oauth2', 'errors', 'saml', 'empty']);
  });

  test.each([
    { name: 'with an embedder', options: { embedder }, weights: WEIGHTS_WITH_EMBEDDER },
    { name: 'without', options: {}, weights: WEIGHTS_WITHOUT_EMBEDDER },
    {
      name: 'with weights of its own',
      options: { weights: { matched: 2, length: -1 } },
      weights: { matched: 2, length: -1 },
    },
  ])('makes scores that are the weighted sum of the values in the evidence, $name', async ({ options, weights }) => {
    for (const { score, evidence = [] } of await createFeatureReranker(options).rerank(query, ranked(documents))) {
      const [{ stage, component, details = {} }] = evidence as readonly [(typeof evidence)[0] & {}];
      expect([stage, component, evidence.length]).toEqual(['rerank', 'features', 1]);
      const sum = FEATURE_NAMES.reduce(
        (s, name) => s + ((weights as Record<string, number>)[name] ?? 0) * details[name]!,
        0,
      );
      expect(score).toBe(sum);
    }
  });

  test('gives every feature in the evidence, standardised and raw', async () => {
    const details = detailsOf(await createFeatureReranker().rerank(query, ranked(documents)));
    expect(Object.keys(details.get('saml')!)).toEqual(FEATURE_NAMES.flatMap((name) => [name, `${name}.raw`]));
    expect([...details.values()].map((values) => values['matched.raw'])).toEqual([1, 1, 1 / 3, 0]);
    expect(details.get('oauth2')!['titleCoverage.raw']).toBeGreaterThan(details.get('errors')!['titleCoverage.raw']!);
    expect(details.get('errors')!['firstStage.raw']).toBe(1);
  });

  test('leaves out the words that only shape a question', async () => {
    const rerank = createFeatureReranker().rerank;
    const asked = detailsOf(await rerank('how do I configure it', ranked(documents)));
    expect(asked).toEqual(detailsOf(await rerank('configure', ranked(documents))));
  });

  test('gives finite scores that add up, for any texts', async () => {
    const texts = string({ unit: 'binary', maxLength: 60 });
    await assert(
      asyncProperty(array(texts, { minLength: 1, maxLength: 8 }), texts, async (contents, any) => {
        const candidates = ranked(numbered(contents));
        const ranking = await createFeatureReranker({ embedder }).rerank(`a ${any} ${contents[0]}`, candidates);
        expect(ranking).toHaveLength(contents.length);
        for (const { score, evidence } of ranking) {
          const details = evidence?.at(-1)?.details ?? {};
          expect(Object.values(details).every(Number.isFinite)).toBe(true);
          const sum = FEATURE_NAMES.reduce((s, name) => s + (WEIGHTS_WITH_EMBEDDER[name] ?? 0) * details[name]!, 0);
          expect(score).toBe(sum);
        }
      }),
      { seed: 11, numRuns: 200 },
    );
  });

  test('takes nothing but scores and ranks from the order of the candidates', async () => {
    const words = array(string({ unit: 'grapheme-ascii', maxLength: 12 }), { minLength: 2, maxLength: 6 });
    const reranker = createFeatureReranker({ embedder });
    const own = FEATURE_NAMES.filter((name) => name !== 'firstStage' && name !== 'reciprocalRank');
    await assert(
      asyncProperty(words, async (contents) => {
        const list = numbered(contents);
        const forth = detailsOf(await reranker.rerank(contents.join(' '), ranked(list)));
        const back = detailsOf(await reranker.rerank(contents.join(' '), ranked(list.toReversed())));
        for (const { id } of list)
          for (const name of own) expect(back.get(id)?.[name]).toBeCloseTo(forth.get(id)![name]!, 6);
      }),
      { seed: 12, numRuns: 100 },
    );
  });

  test('keeps words such as __proto__ and constructor apart from the machinery', async () => {
    const contents = ['__proto__ constructor', 'toString hasOwnProperty', 'nothing of it'];
    const list = contents.map((content, index) => ({ id: `${index}`, content }));
    const details = detailsOf(await createFeatureReranker().rerank('__proto__ constructor toString', ranked(list)));
    expect([...details.values()].map((values) => values['matched.raw']).sort()).toEqual([0, 1 / 3, 2 / 3]);
  });

  test('reads long passages and queries up to their limits', async () => {
    const long = { id: 'long', content: `${'x '.repeat(500_000)}needle` };
    const near = { id: 'near', content: `${'x '.repeat(8000)}needle` };
    const details = detailsOf(await createFeatureReranker().rerank('needle', ranked([long, near])));
    expect(details.get('long')!['matched.raw']).toBe(0);
    expect(details.get('near')!['matched.raw']).toBe(1);
    const many = detailsOf(await createFeatureReranker().rerank(`${'needle '.repeat(20_000)}hay`, ranked([near])));
    expect(many.get('near')!['matched.raw']).toBe(1);
  });

  test('scores by the first stage where analysis leaves nothing of the query', async () => {
    const ranking = await createFeatureReranker().rerank('what is it?', ranked(documents.slice(0, 3)));
    expect(ranking.map(({ document }) => document.id)).toEqual(['errors', 'oauth2', 'saml']);
  });

  test('scores the candidates that it read before the deadline, as if there were no others', async () => {
    const list = ranked(numbered(Array.from({ length: 40 }, (_, index) => `word ${index}`)));
    const deadline = Date.now() + 1000;
    const slow: Embedder = {
      ...embedder,
      async embedDocuments(texts) {
        while (Date.now() <= deadline) await new Promise((resolve) => setTimeout(resolve, 5));
        return embedder.embedDocuments(texts);
      },
    };
    const cut = await createFeatureReranker({ embedder: slow }).rerank('word 3', list, { deadline });
    expect(cut).toHaveLength(16);
    expect(cut).toEqual(await createFeatureReranker({ embedder }).rerank('word 3', list.slice(0, 16)));
    expect(await createFeatureReranker().rerank('word 3', list, { deadline: 0 })).toEqual([]);
  });

  test('lets other work run while it reads, and stops reading at an abort', async () => {
    const list = ranked(numbered(Array.from({ length: 400 }, (_, index) => `some words ${index} `.repeat(300))));
    const abort = new AbortController();
    const reason = new Error('enough');
    const english = createAnalyzer();
    let analysed = 0;
    const analyzer: Analyzer = { ...english, tokens: (text) => english.tokens(`${text}${++analysed}`) };
    setTimeout(() => abort.abort(reason), 15);
    const work = createFeatureReranker({ analyzer }).rerank('some words', list, { signal: abort.signal });
    await expect(work).rejects.toBe(reason);
    const then = analysed;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(analysed).toBeLessThanOrEqual(then + 1);
    expect(then).toBeLessThan(400);
  });

  test('uses the vector of the query where there is one', async () => {
    const vector = await embedder.embedQuery('identity provider');
    const reranker = createFeatureReranker({ embedder, weights: { cosine: 1 } });
    const ranking = await reranker.rerank({ text: 'unrelated', vector }, ranked(documents));
    expect(ranking[0]?.document.id).toBe('saml');
    const wrong = reranker.rerank({ text: 'x', vector: new Float32Array(3) }, ranked(documents));
    await expect(wrong).rejects.toThrow('query.vector has 3 dimensions, hash-embedder has 64');
  });

  test('says so when an embedder breaks its promise', async () => {
    const broken = { ...embedder, embedDocuments: async () => [] };
    const work = createFeatureReranker({ embedder: broken }).rerank(query, ranked(documents));
    await expect(work).rejects.toMatchObject({ code: 'TSR_EMBEDDER_CONTRACT' });
  });

  test('refuses options that are none', () => {
    expect(() => createFeatureReranker({ weights: { colour: 1 } as never })).toThrow(
      'names "colour", which is no feature',
    );
    expect(() => createFeatureReranker({ weights: { length: Number.NaN } })).toThrow('weight of length is NaN');
    expect(() => createFeatureReranker({ weights: null as never })).toThrow('weights is null');
    expect(() => createFeatureReranker({ analyzer: {} as never })).toThrow('analyzer is {}');
    expect(() => createFeatureReranker({ embedder: {} as never })).toThrow('embedder is {}');
    expect(() => createFeatureReranker({ name: '' })).toThrow('name is ""');
  });

  test('orders ties by id, like every ranking', async () => {
    const same = ranked(['b', 'a'].map((id) => ({ id, content: 'same' }))).map((item) => ({ ...item, score: 1 }));
    const ranking = await createFeatureReranker({ weights: { matched: 1 } }).rerank('same', rankingOf(same));
    expect(ranking.map(({ document }) => document.id)).toEqual(['a', 'b']);
  });
});

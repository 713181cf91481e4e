import { type Analyzer, createAnalyzer } from '@tsr/bm25/analysis';
import type { Document, Ranking } from '@tsr/core';
import { array, assert, asyncProperty, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BUNDLED_RANKER } from './bundled-ranker.ts';
import { createLearnedReranker, readRanker } from './index.ts';

const documents: readonly Document[] = [
  {
    id: 'errors',
    title: 'OAuth2 errors',
    content: 'Why authentication fails, and how to read the log of the gateway.',
  },
  { id: 'oauth2', title: 'OAuth2', content: 'To configure OAuth2 authentication of a route, name an issuer.' },
  { id: 'saml', title: 'SAML', content: 'Configure the identity provider for authentication of staff.' },
  { id: 'empty', content: '' },
];
const query = 'How do I configure OAuth2 authentication?';
const reranker = await createLearnedReranker();

/** The documents, the first scored highest. */
function ranked(list: readonly Document[]): Ranking {
  return list.map((document, index) => ({ document, score: list.length - index }));
}

const numbered = (contents: readonly string[]): readonly Document[] =>
  contents.map((content, index) => ({ id: `${index}`, title: contents[index + 1] ?? '', content }));

const detailsOf = (ranking: Ranking): ReadonlyMap<string, Readonly<Record<string, number>>> =>
  new Map(ranking.map(({ document, evidence }) => [document.id, evidence?.at(-1)?.details ?? {}]));

describe('createLearnedReranker', () => {
  test('puts the passage first that the query is about, where the first stage had it close behind', async () => {
    const scores = [9.1, 8.8, 7.4, 1.2];
    const candidates = documents.map((document, index) => ({ document, score: scores[index]! }));
    const ranking = await reranker.rerank(query, candidates);
    expect(ranking[0]?.document.id).toBe('oauth2');
    expect(ranking.at(-1)?.document.id).toBe('empty');
  });

  test('gives what each feature saw, and parts that add up to the logit of the score, for any texts', async () => {
    const texts = string({ unit: 'binary', maxLength: 60 });
    await assert(
      asyncProperty(array(texts, { minLength: 1, maxLength: 8 }), texts, async (contents, any) => {
        const ranking = await reranker.rerank(`a ${any} ${contents[0]}`, ranked(numbered(contents)));
        expect(ranking).toHaveLength(contents.length);
        for (const { score, evidence } of ranking) {
          const { logit, 'base.part': base, 'blend.part': blend, ...details } = evidence?.at(-1)?.details ?? {};
          const parts = Object.entries(details).filter(([name]) => name.endsWith('.part'));
          expect(parts.reduce((sum, [, part]) => sum + part, base! + blend!)).toBeCloseTo(logit!, 8);
          const { slope, intercept } = readRanker(BUNDLED_RANKER).calibration as { slope: number; intercept: number };
          expect(score).toBeCloseTo(1 / (1 + Math.exp(-(slope * logit! + intercept))), 8);
          expect(Object.values(details).every(Number.isFinite)).toBe(true);
        }
      }),
      { seed: 11, numRuns: 100 },
    );
  });

  test('stays as near to the first stage as it is told to', async () => {
    const near = await createLearnedReranker({ firstStageWeight: 1000 });
    const ranking = await near.rerank('staff', ranked(documents));
    expect(ranking.map(({ document }) => document.id)).toEqual(documents.map(({ id }) => id));
    expect(ranking[0]?.evidence?.at(-1)?.details).toMatchObject({ 'blend.part': 1000 });
  });

  test('leaves unknown what the first stage did not say, instead of calling it 0', async () => {
    const [plain] = await reranker.rerank(query, ranked(documents));
    expect(plain?.evidence?.at(-1)?.details).not.toHaveProperty('lexical');
    const legs = [{ stage: 'retrieve', component: 'bm25', rank: 1, score: 4 }] as const;
    const [said] = await reranker.rerank(query, [{ document: documents[1]!, score: 1, evidence: legs }]);
    expect(said?.evidence?.at(-1)?.details).toMatchObject({ lexical: 1, lexicalReciprocalRank: 1 });
    expect(said?.evidence?.at(-1)?.details).not.toHaveProperty('dense');
  });

  test('keeps words such as __proto__ and constructor apart from the machinery', async () => {
    const list = numbered(['__proto__ constructor', 'toString hasOwnProperty', 'nothing of it']);
    const details = detailsOf(await reranker.rerank('__proto__ constructor toString', ranked(list)));
    expect(details.get('2')?.matched).toBe(0);
    expect(details.get('0')?.matched).toBe(1);
  });

  test('reads long passages and queries up to their limits', async () => {
    const long = { id: 'long', content: `${'x '.repeat(500_000)}needle` };
    const near = { id: 'near', content: `${'x '.repeat(8000)}needle` };
    const details = detailsOf(await reranker.rerank('needle', ranked([long, near])));
    expect([details.get('long')?.matched, details.get('near')?.matched]).toEqual([0, 1]);
    const many = detailsOf(await reranker.rerank(`${'needle '.repeat(20_000)}hay`, ranked([near])));
    expect(many.get('near')?.matched).toBe(1);
  });

  test('scores the candidates that it read before the deadline, as if there were no others', async () => {
    const list = ranked(numbered(Array.from({ length: 40 }, (_, index) => `word ${index}`)));
    const english = createAnalyzer();
    let [read, deadline] = [0, 0];
    const slow: Analyzer = {
      ...english,
      terms(text) {
        while (text.includes('. word') && ++read > 20 && Date.now() <= deadline);
        return english.terms(text);
      },
    };
    const own = await createLearnedReranker({ analyzer: slow });
    deadline = Date.now() + 500;
    const cut = await own.rerank('word 3', list, { deadline });
    expect(cut.length).toBeGreaterThan(0);
    expect(cut.length).toBeLessThan(40);
    const same = await createLearnedReranker({ analyzer: english });
    expect(cut).toEqual(await same.rerank('word 3', list.slice(0, cut.length)));
    expect(await reranker.rerank('word 3', list, { deadline: 0 })).toEqual([]);
  });

  test('lets other work run while it reads, and stops reading at an abort', async () => {
    const list = ranked(numbered(Array.from({ length: 400 }, (_, index) => `some words ${index} `.repeat(300))));
    const abort = new AbortController();
    const reason = new Error('enough');
    const english = createAnalyzer();
    let analysed = 0;
    const analyzer: Analyzer = { ...english, terms: (text) => english.terms(`${text}${++analysed}`) };
    const own = await createLearnedReranker({ analyzer });
    setTimeout(() => abort.abort(reason), 15);
    await expect(own.rerank('some words', list, { signal: abort.signal })).rejects.toBe(reason);
    const then = analysed;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(analysed).toBeLessThanOrEqual(then + 2);
    expect(then).toBeLessThan(800);
  });

  test('refuses options that are none, and a ranker that was trained on other features', async () => {
    const refused = (options: object) => expect(createLearnedReranker(options as never)).rejects;
    await refused({ name: '' }).toThrow('name is ""');
    await refused({ analyzer: {} }).toThrow('analyzer is {}');
    await refused({ tokenVectors: {} }).toThrow('tokenVectors is {}');
    await refused({ ranker: {} }).toThrow('ranker is {}');
    await refused({ firstStageWeight: -1 }).toThrow('firstStageWeight is -1');
    await refused({ customFeatures: { colour: 1 } }).toThrow('learned: custom feature "colour" is 1');
    await refused({ name: 'mine', customFeatures: { coverage: () => 1 } }).toThrow(
      'mine: custom feature "coverage" has the name of another; pass it under another name',
    );
    await refused({ customFeatures: { 'colour.rank': () => 1 } }).toThrow('"colour.rank" has a full stop in its name');
    await refused({ customFeatures: { colour: () => 1 } }).toThrow('pass the customFeatures that it was trained with');
  });
});

describe('rerankTexts', () => {
  test('orders bare texts, whatever found them, best first', async () => {
    const texts = documents.map(({ content }) => content);
    const ranking = await reranker.rerankTexts(query, texts);
    expect(ranking.map(({ index }) => index).sort()).toEqual([0, 1, 2, 3]);
    expect(ranking[0]?.index).toBe(1);
    expect(ranking.every(({ score }) => score >= 0 && score <= 1)).toBe(true);
  });

  test('takes nothing from the order of the texts', async () => {
    const texts = documents.map(({ content }) => content);
    const scores = (ranking: readonly { readonly score: number }[]): readonly number[] =>
      ranking.map(({ score }) => score);
    const back = await reranker.rerankTexts(query, texts.toReversed());
    expect(scores(back)).toEqual(scores(await reranker.rerankTexts(query, texts)));
  });

  test('takes no texts, one text, equal texts and empty ones, and refuses what is none', async () => {
    expect(await reranker.rerankTexts(query, [])).toEqual([]);
    expect(await reranker.rerankTexts('', ['', ''])).toHaveLength(2);
    expect((await reranker.rerankTexts(query, ['same', 'same'])).map(({ index }) => index)).toEqual([0, 1]);
    await expect(reranker.rerankTexts(query, ['a', 7 as never])).rejects.toThrow('text 1 is 7; pass strings');
    await expect(reranker.rerankTexts(7 as never, [])).rejects.toThrow('query is 7');
    const reason = new Error('enough');
    await expect(reranker.rerankTexts(query, ['a'], { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

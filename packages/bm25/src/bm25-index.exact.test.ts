import { compareIds, type Document, passageText } from '@tsr/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAnalyzer } from './analysis/index.ts';
import { type Bm25Options, createBm25Index } from './index.ts';
import type { ScoringParameters } from './inverted/scoring.ts';
import type { TermsByField } from './lexical-engine.ts';
import { naiveQuery } from './naive-query.fixture.ts';
import { createNaiveScores, naiveRanking } from './naive-scores.fixture.ts';

const analyzer = createAnalyzer({ language: 'none' });
const even = { filter: { even: true } };

const word = fc.constantFrom(
  ...[
    'gate',
    'gates',
    'gateway',
    'agte',
    'grate',
    'date',
    'token',
    'tokens',
    'toke',
    'a',
    'i',
    '__proto__',
    'constructor',
    '設定',
  ],
);
const text = (maxLength: number) => fc.array(word, { maxLength }).map((words) => words.join(' '));
const document: fc.Arbitrary<Document> = fc.record({
  id: fc.constantFrom(...'abcdefghijkl', '\u{10000}', '\ue000', '__proto__', 'constructor', '10', '9'),
  title: text(3),
  content: text(12),
  metadata: fc.record({ even: fc.boolean() }),
});
const corpus = fc.uniqueArray(document, { selector: (one) => one.id, maxLength: 15 });
const queryText = fc
  .array(fc.record({ sign: fc.constantFrom('', '', '', '+', '-'), word }), { maxLength: 6 })
  .map((words) => words.map((one) => one.sign + one.word).join(' '));

const variants: fc.Arbitrary<Bm25Options> = fc.record({
  variant: fc.constantFrom('lucene', 'robertson', 'bm25+'),
  k1: fc.constantFrom(0, 0.9, 1.2, 1e6),
  b: fc.constantFrom(0, 0.4, 0.75, 1),
  delta: fc.constantFrom(0, 0.5, 1),
  fields: fc.constantFrom(
    undefined,
    { title: 3 },
    { title: 2.5, content: { weight: 1, b: 0.3 } },
    { content: 1, title: { b: 1 } },
  ),
  operators: fc.boolean(),
  prefix: fc.boolean(),
  fuzzy: fc.boolean(),
});

/** All that the index should find, by the formulas. */
function expectedOf(documents: readonly Document[], query: string, options: Bm25Options) {
  const { variant = 'lucene', k1 = 1.2, b = 0.75, delta = 1, fields } = options;
  const { title, content } = fields ?? {};
  const given = [
    { of: (one: Document) => one.title ?? '', options: title },
    { of: (one: Document) => one.content, options: content },
  ].filter((field) => field.options !== undefined);
  const used = fields ? given : [{ of: passageText, options: 1 }];
  const parameters: ScoringParameters = {
    variant,
    k1,
    delta,
    fields: used.map((field) =>
      typeof field.options === 'number' ? { weight: field.options, b } : { weight: 1, b, ...(field.options as object) },
    ),
  };
  const held = new Map(
    documents.map((one): [Document, TermsByField] => [one, used.map((field) => analyzer.terms(field.of(one)))]),
  );
  const scores = createNaiveScores(held, parameters)(naiveQuery(query, analyzer, options, [...held.values()]));
  const ranking = naiveRanking(scores, (a, b) => compareIds(a.id, b.id));
  return ranking.map(({ key, score }) => ({ document: key, score }));
}

describe('createBm25Index, against the formulas, to the last bit', () => {
  test('searches, scores and explains by each variant, with all that a query may ask for', async () => {
    await fc.assert(
      fc.asyncProperty(corpus, queryText, variants, async (documents, query, options) => {
        const index = createBm25Index({ ...options, documents, analyzer });
        const expected = expectedOf(documents, query, options);
        expect(await index.search(query, { topK: 1000 })).toEqual(expected);
        expect(await index.search(query, { topK: 2 })).toEqual(expected.slice(0, 2));
        const matching = expected.filter((one) => one.document.metadata?.even);
        expect(await index.search(query, { ...even, topK: 1000 })).toEqual(matching);
        const scores = await index.scoreByIds(query, [...documents.map(({ id }) => id), 'unknown']);
        expect([...scores].sort(([a], [b]) => compareIds(a, b))).toEqual(
          expected.map((one) => [one.document.id, one.score]).sort(([a], [b]) => compareIds(a as string, b as string)),
        );
        for (const { id } of documents) {
          const explained = await index.explain(query, id);
          expect(explained?.score).toBe(scores.get(id));
          if (!explained) continue;
          let sum = 0;
          for (const { contribution, weight, idf, saturation } of explained.terms) {
            expect(contribution).toBe(weight * idf * saturation);
            sum += contribution;
          }
          expect(sum).toBe(explained.score);
        }
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  test.each([0, 1, 2])('defines what %d documents score, empty ones too', async (count) => {
    for (const variant of ['lucene', 'robertson', 'bm25+'] as const) {
      const all: readonly Document[] = [
        { id: 'empty', content: '' },
        { id: 'gate', content: 'gate gate' },
      ];
      for (const documents of [all.slice(0, count), all.slice(2 - count), all.slice(1, count)]) {
        const index = createBm25Index({ documents, analyzer, variant });
        expect(await index.search('gate gate token')).toEqual(expectedOf(documents, 'gate gate token', { variant }));
      }
    }
  });
});

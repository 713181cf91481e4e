import { createAnalyzer, ENGLISH_STOP_WORDS } from '@tsr/bm25/analysis';
import type { Ranking } from '@tsr/core';
import { array, assert, asyncProperty, string } from 'fast-check';
import { expect, test } from 'vitest';
import { createFeatureExtractor } from './feature-extractor.ts';
import { FUNCTION_WORDS } from './features/function-words.ts';

const analyzer = createAnalyzer({ stopWords: [...ENGLISH_STOP_WORDS, ...FUNCTION_WORDS] });

const listed = (contents: readonly string[]): Ranking =>
  contents.map((content, index) => ({
    document: { id: `${index}`, content, title: contents[index + 1] ?? '' },
    score: contents.length - index,
  }));

test('reading word by word, and reading the same documents again, give the same bits as whole texts', async () => {
  const [byWord, whole] = await Promise.all([createFeatureExtractor(), createFeatureExtractor({ analyzer })]);
  const texts = string({ unit: 'grapheme', maxLength: 80 });
  await assert(
    asyncProperty(array(texts, { minLength: 1, maxLength: 8 }), texts, async (contents, any) => {
      const [query, candidates] = [`${any} ${contents[0]}`, listed(contents)];
      const expected = await whole.extract(query, candidates);
      expect(await byWord.extract(query, candidates)).toEqual(expected);
      expect(await byWord.extract(query, candidates)).toEqual(expected);
    }),
    { seed: 12, numRuns: 300 },
  );
});

test('documents that were read with an earlier lexicon are read again', async () => {
  const extractor = await createFeatureExtractor();
  const known = listed(['one two', 'two three']);
  const first = await extractor.extract('two', known);
  const many = Array.from({ length: 101_000 }, (_, index) => `w${index.toString(36)}q`);
  const filling = Array.from({ length: 101 }, (_, part) => many.slice(part * 1000, (part + 1) * 1000).join(' '));
  const mixed = [...listed(filling), ...known];
  const matched = extractor.featureSet.columns.indexOf('matched');
  const { rows, count } = await extractor.extract('two', mixed);
  const matches = Array.from({ length: count }, (_, row) => rows[row * extractor.featureSet.columns.length + matched]);
  expect(matches).toEqual([...filling.map(() => 0), 1, 1]);
  expect(await extractor.extract('two', known)).toEqual(first);
});

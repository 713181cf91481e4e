import { describe, expect, test } from 'vitest';
import {
  backgroundCoverage,
  bestWindow,
  coverage,
  frequency,
  matched,
  rarest,
  titleCoverage,
} from './coverage-features.ts';
import { dense, firstStage, lexical, reciprocalRank } from './evidence-features.ts';
import { featureRows } from './feature-rows.ts';
import { columnsOf, PAIR_FEATURES } from './feature-set.ts';
import { listStatistics } from './list-statistics.ts';
import { bigrams, phrase, proximity, tightness } from './order-features.ts';
import type { Pair } from './pair.ts';
import { matchPassage, type PassageMatch, type QueryTerms, queryTermsOf } from './passage-match.ts';
import { density, earliness, length } from './place-features.ts';
import { NO_EVIDENCE } from './stage-evidence.ts';

/** Words that the query lacks are numbered behind its own. */
function matchIn(query: QueryTerms, passage: string, title = 0): PassageMatch {
  const numbers = Int32Array.from({ length: query.numbers.size }, (_, number) => number);
  const terms = passage === '' ? [] : passage.split(' ');
  return matchPassage(
    numbers,
    Int32Array.from(terms, (term) => query.numbers.get(term) ?? numbers.length),
    title,
  );
}

/** A pair of texts, words separated by spaces; `title` is how many words of the passage are its title. */
function pair(
  queryText: string,
  passageText: string,
  { title = 0, idf = [1, 1, 1, 1], evidence = NO_EVIDENCE } = {},
): Pair {
  const query = queryTermsOf(queryText.split(' '), (term) => term.charCodeAt(0) - 96);
  const match = matchIn(query, passageText, title);
  const list = { idf: idf.slice(0, query.numbers.size), averageLength: 4 };
  return { query, match, list, evidence, document: { id: 'x', content: passageText } };
}

describe('how much of the query is there', () => {
  test('matched counts distinct terms', () => {
    expect(matched(pair('a b a c', 'a a x b'))).toBe(2 / 3);
  });

  test('coverage weighs terms by idf', () => {
    expect(coverage(pair('a b', 'a x', { idf: [1, 3] }))).toBe(0.25);
    expect(coverage(pair('a b', 'x b', { idf: [1, 3] }))).toBe(0.75);
  });

  test('backgroundCoverage weighs them by how rare they are at large', () => {
    expect(backgroundCoverage(pair('a c', 'a x'))).toBe(0.25);
    expect(backgroundCoverage(pair('a c', 'x c'))).toBe(0.75);
  });

  test('rarest compares the rarest term that is there with the rarest of the query', () => {
    expect(rarest(pair('a b', 'a a', { idf: [1, 4] }))).toBe(0.25);
    expect(rarest(pair('a b', 'b', { idf: [1, 4] }))).toBe(1);
  });

  test('titleCoverage looks at the title alone', () => {
    expect(titleCoverage(pair('a b', 'a x b', { title: 2 }))).toBe(0.5);
    expect(titleCoverage(pair('a b', 'a x b'))).toBe(0);
  });

  test('frequency is BM25 within the list: repetitions count less and less', () => {
    expect(frequency(pair('a', 'a x x x'))).toBeCloseTo(1 / 2.2);
    expect(frequency(pair('a', 'a a x x'))).toBeCloseTo(2 / 3.2);
    expect(frequency(pair('a b', 'x x x x'))).toBe(0);
  });

  test('bestWindow wants the terms within 80', () => {
    const gap = (words: number): string => `a ${'x '.repeat(words)}b`;
    expect(bestWindow(pair('a b', gap(78)))).toBe(1);
    expect(bestWindow(pair('a b', gap(79)))).toBe(0.5);
    expect(bestWindow(pair('a b', `a a ${gap(79)}`, { idf: [1, 3] }))).toBe(0.75);
  });
});

describe('how it stands together', () => {
  test('bigrams are neighbours of the query, in order', () => {
    expect(bigrams(pair('a b c', 'a b x c'))).toBe(0.5);
    expect(bigrams(pair('a b c', 'b a c b'))).toBe(0);
    expect(bigrams(pair('a b a b', 'a b a'))).toBe(1);
  });

  test('proximity is 1 over the shortest distance of neighbours, in any order', () => {
    expect(proximity(pair('a b', 'b a'))).toBe(1);
    expect(proximity(pair('a b', 'a x x b x a'))).toBe(0.5);
    expect(proximity(pair('a b c', 'a b'))).toBe(0.5);
  });

  test('phrase is the longest stretch of the query, word for word', () => {
    expect(phrase(pair('a b c d', 'x a b c x d'))).toBe(0.75);
    expect(phrase(pair('a b c d', 'a x b c x d'))).toBe(0.5);
    expect(phrase(pair('a b a c', 'a b a b a c'))).toBe(1);
    expect(phrase(pair('a b', 'x'))).toBe(0);
  });

  test('tightness is the number of terms over the smallest stretch that has them all', () => {
    expect(tightness(pair('a b c', 'a x x b a x b c'))).toBe(3 / 4);
    expect(tightness(pair('a b', 'a a x'))).toBe(0);
  });
});

describe('where it stands', () => {
  test('earliness falls with the logarithm of the first position', () => {
    expect(earliness(pair('a', 'a x'))).toBe(1);
    expect(earliness(pair('a', 'x a a'))).toBe(1 / 2);
    expect(earliness(pair('a', 'x x x a'))).toBe(1 / 3);
    expect(earliness(pair('a', 'x'))).toBe(0);
  });

  test('density and length are those of the passage', () => {
    expect(density(pair('a b', 'a x b a'))).toBe(0.75);
    expect(length(pair('a', 'x x x'))).toBe(2);
  });

  test('the first stage gives share, rank and what its legs said, NaN where it said nothing', () => {
    const given = pair('a', 'x', { evidence: { ...NO_EVIDENCE, share: 0.3, rank: 4, lexical: 0.8 } });
    expect([firstStage(given), reciprocalRank(given), lexical(given), dense(given)]).toEqual([
      0.3,
      0.25,
      0.8,
      Number.NaN,
    ]);
  });
});

test('idf is counted over the list: a term that every candidate has weighs least', () => {
  const query = queryTermsOf(['a', 'b'], () => 1);
  const matches = ['a b', 'a x', 'a a a a'].map((text) => matchIn(query, text));
  const { idf, averageLength } = listStatistics(query, matches);
  expect(idf).toEqual([Math.log(1 + 0.5 / 3.5), Math.log(1 + 2.5 / 1.5)]);
  expect(averageLength).toBe(8 / 3);
});

test('a query without terms and a passage without terms give finite features', () => {
  const query = queryTermsOf([], () => 1);
  const match = matchIn(query, '');
  const evidence = { share: 1, rank: 1, lexical: 1, lexicalRank: 1, dense: 1, denseRank: 1 };
  const soft = { mean: 0, least: 0, window: 0, density: 0, cosine: 0 };
  const list = listStatistics(query, [match]);
  const empty = { query, match, list, evidence, soft, document: { id: 'x', content: '' } };
  const side = { query, words: 1, evidence: [evidence], averageLength: list.averageLength };
  const rows = featureRows(Object.values(PAIR_FEATURES), [empty], side);
  expect(rows).toHaveLength(columnsOf(Object.keys(PAIR_FEATURES)).length);
  expect(rows.every(Number.isFinite)).toBe(true);
});

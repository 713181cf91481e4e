import { createAnalyzer } from '@tsr/bm25/analysis';
import { createBundledEmbedder } from '@tsr/embed';
import { array, assert, constantFrom, oneof, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTextReader, type TextReader } from './text-reader.ts';

const analyzer = createAnalyzer();
const { tokenVectors } = await createBundledEmbedder();
const termsOf = (text: string): readonly string[] => analyzer.terms(text);

/** Names of numbered terms. */
function spelled(terms: Int32Array, { numberOf }: ReturnType<TextReader['lexicon']>, known: readonly string[]) {
  const names = new Map(known.map((term) => [numberOf(term), term]));
  return Array.from(terms, (term) => names.get(term));
}

/** Reads as both analyses do that see the whole text. */
function expectRead(reader: TextReader, text: string): void {
  const { terms, rows, lexicon } = reader.read(text);
  const expected = analyzer.terms(text);
  expect(spelled(terms, lexicon, expected)).toEqual(expected);
  expect(rows).toEqual(tokenVectors.rowsOf(text));
}

describe('reading word by word is reading the whole text', () => {
  const pieces = constantFrom(
    ...[
      'U.S.',
      'e.g',
      "don't",
      "rock'n'roll",
      "'",
      '.',
      '..',
      'a.b.c',
      'a.B',
      'x',
      'word',
      'Running',
      '3.14',
      '-',
      '_',
      ',',
    ],
    ...[
      ' ',
      '\n',
      '\t',
      '\u00a0',
      '\u0000',
      '\u0085',
      '\u2019',
      '\u00ad',
      'l\u2019eau',
      'Café',
      'e\u0301',
      'ﬁn',
      'ﷺ',
      'İ',
    ],
    ...[
      '設定例',
      '設',
      '한국어',
      'ภาษาไทย',
      'ひらがな',
      '👩‍👩‍👧',
      '🏳️‍🌈',
      '\ud800',
      '\udc00',
      '𝒜',
      '𝒜.𝒷',
      '(',
      ')',
      'C++',
      '@',
    ],
    ...[
      'getUserById',
      'https://example.com/a.b?c=d',
      '1,000.5',
      'x'.repeat(41),
      'y'.repeat(300),
      '設'.repeat(60),
      '~',
      '\u007f',
    ],
  );
  test.each([
    ['pieces of all kinds', array(pieces, { maxLength: 30 }).map((all) => all.join(''))],
    ['any characters', string({ unit: 'binary', maxLength: 60 })],
    ['graphemes', string({ unit: 'grapheme', maxLength: 60 })],
    [
      'both',
      array(oneof(pieces, string({ unit: 'binary', maxLength: 4 })), { maxLength: 20 }).map((all) => all.join('')),
    ],
  ])('%s', (_, texts) => {
    const reader = createTextReader(termsOf, tokenVectors);
    assert(
      property(texts, (text) => {
        expectRead(reader, text);
        expectRead(reader, `${text} ${text}`);
      }),
      { seed: 23, numRuns: 1500 },
    );
  });

  test('huge words and texts', () => {
    const reader = createTextReader(termsOf, tokenVectors);
    for (const text of [
      'a'.repeat(20_000),
      '設'.repeat(9000),
      'a.'.repeat(9000),
      "'".repeat(3000),
      'ab '.repeat(30_000),
    ]) {
      expectRead(reader, text);
    }
  });
});

test('words of equal hashes are told apart', () => {
  const reader = createTextReader((word) => [word], { rowsOf: (word) => Int32Array.of(word.length) });
  // FNV-1a over 32 bits: a well-known pair.
  const { terms, lexicon } = reader.read('costarring liquid costarring');
  expect([...terms]).toEqual([0, 1, 0]);
  expect(lexicon.numberOf('liquid')).toBe(1);
});

test('an analyzer that sees whole texts is given them', () => {
  const seen: string[] = [];
  const twoWords = (text: string): readonly string[] => {
    seen.push(text);
    return [text, text];
  };
  const reader = createTextReader(twoWords, { rowsOf: () => Int32Array.of(7) }, { wholeTexts: true });
  const { terms, rows } = reader.read('two words');
  expect(seen).toEqual(['two words']);
  expect([[...terms], [...rows]]).toEqual([
    [0, 0],
    [7, 7],
  ]);
});

test('a full lexicon is followed by another, and memory stays bounded', () => {
  const reader = createTextReader((word) => [word], { rowsOf: () => Int32Array.of(1) });
  const first = reader.lexicon();
  const words = Array.from({ length: 100_001 }, (_, index) => `w${index}`);
  const { lexicon, terms } = reader.read(words.join(' '));
  expect([lexicon, terms.length, first.full]).toEqual([first, 100_001, true]);
  expect(reader.lexicon()).not.toBe(first);
  expect(reader.lexicon().size).toBe(0);
});

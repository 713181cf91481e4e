import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldWord } from './fold-word.ts';

describe('foldWord', () => {
  test.each([
    ['OAuth2', 'oauth2'],
    ['Café', 'cafe'],
    ['Cafe\u0301', 'cafe'],
    ['İstanbul', 'istanbul'],
    ['ﬁle', 'file'],
    ['ＡＰＩ', 'api'],
    ['𝐀', 'a'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['οδος', 'οδοσ'],
    ['user’s', "user's"],
    ['co\u00adoperate', 'cooperate'],
    ['كِتَاب', 'كتاب'],
    ['हिन्दी', 'हिन्दी'],
    ['ﾃﾞ', 'テ\u3099'],
    ['__proto__', '__proto__'],
    ['\u0301', ''],
  ])('makes %s into %s', (word, folded) => expect(foldWord(word)).toBe(folded));

  test('folds a folded word to itself', () => {
    const word = fc.string({ unit: 'grapheme', maxLength: 8 });
    fc.assert(
      fc.property(word, (text) => {
        expect(foldWord(foldWord(text))).toBe(foldWord(text));
      }),
      { seed: 1 },
    );
  });
});

import fc from 'fast-check';
import { newStemmer } from 'snowball-stemmers';
import { describe, expect, test } from 'vitest';
import { mayHaveEnglishEnding } from './english-endings.ts';

const snowball = newStemmer('english');
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const stemsItself = (word: string): boolean => snowball.stem(word) === word;

describe('mayHaveEnglishEnding', () => {
  test.each(['gateway', 'configured', "user's", "'tis", 'a', 'é', ''])('sends %j to the stemmer', (word) => {
    expect(mayHaveEnglishEnding(word)).toBe(true);
  });

  test.each(['oauth2', '404', 'token', 'max', 'index', 'fuzzbuzz'])('knows that %s is its own stem', (word) => {
    expect(mayHaveEnglishEnding(word)).toBe(false);
  });

  test('keeps no word from the stemmer that it would change', () => {
    const spared = LETTERS.flatMap((a) => LETTERS.map((b) => a + b)).filter((end) => !mayHaveEnglishEnding(end));
    expect(spared.length).toBeGreaterThan(400);
    // Beginnings with one and with several syllables: what is before an ending decides whether it is cut off.
    const starts = ['b', 'bo', 'rati', 'govern', 'relat', 'abl', 'conditi', 'operati', 'vietnami', 'generalizati'];
    const made = starts.flatMap((start) => spared.map((end) => start + end));
    expect(made.filter((word) => !stemsItself(word))).toEqual([]);
    const word = fc
      .tuple(fc.string({ unit: fc.constantFrom(...LETTERS) }), fc.constantFrom(...spared))
      .map((all) => all.join(''));
    fc.assert(
      fc.property(word, (random) => stemsItself(random)),
      { seed: 1, numRuns: 2000 },
    );
  });
});

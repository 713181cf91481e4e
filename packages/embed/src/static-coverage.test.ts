import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKnownLetters, isReadable, LEAST_COVERAGE, lettersOf } from './static-coverage.ts';

describe('letters of a word', () => {
  it('are counted as Unicode counts them, three for one beyond Latin', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (word) => {
        const found = [...word].filter((sign) => /[\p{L}\p{M}]/u.test(sign));
        const naive = found.reduce((sum, sign) => sum + (sign.codePointAt(0)! > 0x24f ? 3 : 1), 0);
        expect(lettersOf(word)).toEqual({ letters: naive, ascii: found.every((sign) => sign < '\x80') });
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('are those of words, not of numbers and marks', () => {
    expect(lettersOf('h2o')).toEqual({ letters: 2, ascii: true });
    expect(lettersOf('don’t')).toEqual({ letters: 4, ascii: true });
    expect(lettersOf('für')).toEqual({ letters: 3, ascii: false });
    expect(lettersOf('日本')).toEqual({ letters: 6, ascii: false });
    expect(lettersOf('2026')).toEqual({ letters: 0, ascii: true });
  });
});

describe('known letters', () => {
  const tokens = ['login', 'im', '##mun', '##ology', '##s', '国', '7'];
  const known = createKnownLetters(tokens);
  it('are those of whole words and of long pieces', () => {
    expect(known([0])).toBe(5);
    expect(known([1])).toBe(2);
    expect(known([1, 2, 3])).toBe(5);
    expect(known([0, 4])).toBe(5);
    expect(known([1, 4, 0])).toBe(5);
    expect(known([])).toBe(0);
  });

  it('are none for what the table lacks, for other scripts and for numbers', () => {
    expect(known([99, 5, 6])).toBe(0);
  });
});

describe('a text', () => {
  it('is readable with enough known letters, and a few unknown ones prove nothing', () => {
    expect(isReadable({ letters: 1000, known: 460 }, LEAST_COVERAGE)).toBe(true);
    expect(isReadable({ letters: 1000, known: 450 }, LEAST_COVERAGE)).toBe(false);
    expect(isReadable({ letters: 14, known: 0 }, LEAST_COVERAGE)).toBe(true);
    expect(isReadable({ letters: 15, known: 0 }, LEAST_COVERAGE)).toBe(false);
    expect(isReadable({ letters: 0, known: 0 }, LEAST_COVERAGE)).toBe(true);
    expect(isReadable({ letters: 1e6, known: 0 }, 0)).toBe(true);
  });
});

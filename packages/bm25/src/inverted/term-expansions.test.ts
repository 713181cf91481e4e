import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../../tooling/random.ts';
import { editDistance } from '../edit-distance.fixture.ts';
import { isOneEdit } from './one-edit.ts';
import { createTermDictionary } from './term-dictionary.ts';
import { createTermExpansions } from './term-expansions.ts';

function wordsOf(count: number, seed: number, letters = 'abc'): readonly string[] {
  const random = createRandom(seed);
  const word = () => Array.from({ length: 1 + random.below(7) }, () => random.pick([...letters])).join('');
  return [...new Set(Array.from({ length: count }, word))];
}

function heldTerms(words: readonly string[]) {
  const dictionary = createTermDictionary();
  const { find: expand } = createTermExpansions(dictionary);
  for (const [at, word] of words.entries()) dictionary.addHolders(dictionary.put(word), at % 5);
  const known = words.map((term, at) => ({ term, holders: at % 5 })).filter(({ holders }) => holders > 0);
  const best = (matches: (term: string) => boolean, limit: number) =>
    known
      .filter(({ term }) => matches(term))
      .sort((a, b) => b.holders - a.holders || (a.term < b.term ? -1 : 1))
      .slice(0, limit);
  return { dictionary, expand, best };
}

test('one edit is a distance of one by Damerau and Levenshtein', () => {
  const words = wordsOf(300, 1, 'ab');
  const wrong = words.flatMap((a) =>
    words.filter((b) => isOneEdit(a, b) !== (editDistance(a, b) === 1)).map((b) => [a, b]),
  );
  expect(wrong).toEqual([]);
});

describe('createTermExpansions', () => {
  test('finds every term that is one edit away from one of four letters and more', () => {
    const { expand, best } = heldTerms(wordsOf(2000, 2));
    for (const term of wordsOf(200, 3).filter(({ length }) => length >= 4)) {
      const expected = best((other) => editDistance(term, other) === 1, 1e9);
      expect(expand({ kind: 'edit', term, limit: 1e9 }), term).toEqual(expected);
      expect(expand({ kind: 'edit', term, limit: 3 })).toEqual(expected.slice(0, 3));
    }
  });

  test('finds every term that begins like another', () => {
    const { expand, best } = heldTerms(wordsOf(800, 4));
    for (const term of wordsOf(200, 5)) {
      for (const limit of [4, 1e9]) {
        expect(expand({ kind: 'prefix', term, limit })).toEqual(best((other) => other.startsWith(term), limit));
      }
      expect(expand({ kind: 'exact', term, limit: 1 })).toEqual(best((other) => other === term, 1));
    }
  });

  test('knows terms that came later, and not those that nobody holds any more', () => {
    const { dictionary, expand } = heldTerms(['gateway']);
    expect(expand({ kind: 'prefix', term: 'gate', limit: 9 })).toEqual([]);
    dictionary.addHolders(dictionary.put('gates'), 2);
    expect(expand({ kind: 'prefix', term: 'gate', limit: 9 })).toEqual([{ term: 'gates', holders: 2 }]);
    dictionary.addHolders(dictionary.put('gates'), -2);
    expect(expand({ kind: 'edit', term: 'gate', limit: 9 })).toEqual([]);
  });

  test('takes words of other scripts, halves of letters and names that every object has', () => {
    const words = [
      '__proto__',
      'constructor',
      '\ud83d\ude00\ud83d\ude00',
      '\ud83d\ude00\ud83d',
      '設定設定',
      ...wordsOf(4, 6),
    ];
    const { expand, best } = heldTerms(['none', ...words]);
    for (const term of words.filter(({ length }) => length >= 4)) {
      expect(expand({ kind: 'edit', term, limit: 9 })).toEqual(best((other) => editDistance(term, other) === 1, 9));
      expect(expand({ kind: 'prefix', term, limit: 9 })).toEqual(best((other) => other.startsWith(term), 9));
    }
  });
});

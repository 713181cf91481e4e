import fc from 'fast-check';
import { newStemmer } from 'snowball-stemmers';
import { describe, expect, test } from 'vitest';
import { stemEnglish } from './english-stemmer.ts';

const snowball = newStemmer('english');
const ENDINGS =
  "sses ied ies us ss s 's ' eed eedly ed edly ing ingly y tional ation ational ator enci anci abli entli izer ization " +
  'alism aliti alli fulness ousli ousness iveness iviti biliti bli ogi logi fulli lessli li alize icate iciti ical ful ' +
  'ness ative al ance ence er ic able ible ant ement ment ent ism ate iti ous ive ize ion e l ll at iz bb tt';
const WHOLE =
  'skis skies dying lying tying idly gently ugly early only singly sky news howe atlas cosmos bias andes inning outing ' +
  'canning herring earring proceed exceed succeed innings proceeds general communism arsenal yes say by cry';

describe('stemEnglish', () => {
  test.each([
    ['configuring', 'configur'],
    ['hopping', 'hop'],
    ['hoping', 'hope'],
    ['cries', 'cri'],
    ['ties', 'tie'],
    ['generously', 'generous'],
    ['geology', 'geolog'],
    ['', ''],
  ])('makes %j into %j', (word, stem) => expect(stemEnglish(word)).toBe(stem));

  test('gives the words that Snowball treats apart what Snowball gives them', () => {
    const words = WHOLE.split(' ');
    expect(words.map(stemEnglish)).toEqual(words.map((word) => snowball.stem(word)));
  });

  test('gives any word the stem that the library gives', () => {
    const beginnings = fc.string({ unit: fc.constantFrom(...'aeiouybcdglmnrstwx3', "'", 'é'), maxLength: 7 });
    const endings = fc.array(fc.constantFrom(...ENDINGS.split(' ')), { maxLength: 3 }).map((all) => all.join(''));
    const begun = fc.oneof(beginnings, fc.constantFrom('gener', 'commun', 'arsen'));
    fc.assert(
      fc.property(begun, endings, (beginning, ending) => {
        expect(stemEnglish(beginning + ending)).toBe(snowball.stem(beginning + ending));
      }),
      { seed: 1, numRuns: 20_000 },
    );
  });
});

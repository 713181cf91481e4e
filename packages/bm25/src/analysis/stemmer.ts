/// <reference path="./snowball-stemmers.d.ts" />
import { newStemmer } from 'snowball-stemmers';
import { mayHaveEnglishEnding } from './english-endings.ts';
import type { Language } from './languages.ts';

/** The stem of a word in lower case, composed (NFC): of an English word without accents, of others with them. */
export type Stemmer = (word: string) => string;

const DIGIT = /\p{N}/u;
/** Spellings that Snowball learned later than the library. */
const RESPELLED: Readonly<Partial<Record<Language, ReadonlyMap<string, string>>>> = {
  romanian: new Map([
    ['ș', 'ş'],
    ['ț', 'ţ'],
  ]),
  russian: new Map([['ё', 'е']]),
};

/**
 * Snowball's stemmer of a language, as of Snowball 2.2: `configured` and `configuring` become `configur`. The French
 * one differs on words with `ï` and `ë`. Outside English, words with digits stay as they are.
 * Source: M. F. Porter, "Snowball: a language for stemming algorithms", 2001.
 */
export function createStemmer(language: Language): Stemmer {
  const snowball = newStemmer(language);
  // The library is slow: it is asked only for what it may change.
  if (language === 'english') return (word) => (mayHaveEnglishEnding(word) ? snowball.stem(word) : word);
  const respell = respelling(RESPELLED[language]);
  return (word) => (DIGIT.test(word) ? word : snowball.stem(respell(word)));
}

function respelling(letters: ReadonlyMap<string, string> | undefined): (word: string) => string {
  if (letters === undefined) return (word) => word;
  const known = new RegExp(`[${[...letters.keys()].join('')}]`, 'gu');
  return (word) => word.replace(known, (letter) => letters.get(letter) ?? letter);
}

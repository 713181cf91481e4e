/// <reference path="./snowball-stemmers.d.ts" />
import { newStemmer } from 'snowball-stemmers';
import { mayHaveEnglishEnding } from './english-endings.ts';

/** The stem of a folded word. */
export type Stemmer = (word: string) => string;

/**
 * Snowball's English stemmer (Porter2), as of Snowball 2.2: `configured` and `configuring` become `configur`.
 * Source: M. F. Porter, "Snowball: a language for stemming algorithms", 2001.
 */
export function createStemmer(language: 'english'): Stemmer {
  const snowball = newStemmer(language);
  return (word) => (mayHaveEnglishEnding(word) ? snowball.stem(word) : word);
}

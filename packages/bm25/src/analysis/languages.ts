import { DANISH } from './stop-words/danish.ts';
import { DUTCH } from './stop-words/dutch.ts';
import { ENGLISH } from './stop-words/english.ts';
import { FINNISH } from './stop-words/finnish.ts';
import { FRENCH } from './stop-words/french.ts';
import { GERMAN } from './stop-words/german.ts';
import { HUNGARIAN } from './stop-words/hungarian.ts';
import { ITALIAN } from './stop-words/italian.ts';
import { NORWEGIAN } from './stop-words/norwegian.ts';
import { PORTUGUESE } from './stop-words/portuguese.ts';
import { ROMANIAN } from './stop-words/romanian.ts';
import { RUSSIAN } from './stop-words/russian.ts';
import { SPANISH } from './stop-words/spanish.ts';
import { SWEDISH } from './stop-words/swedish.ts';

/** A language that the analyzer has stop words and a stemmer for. */
export type Language =
  | 'danish'
  | 'dutch'
  | 'english'
  | 'finnish'
  | 'french'
  | 'german'
  | 'hungarian'
  | 'italian'
  | 'norwegian'
  | 'portuguese'
  | 'romanian'
  | 'russian'
  | 'spanish'
  | 'swedish';

/**
 * Snowball's stop words (for Romanian Jacques Savoy's), as Lucene has them. For English these are 174 words, question
 * words, pronouns and auxiliary verbs among them; the default there is the shorter `ENGLISH_STOP_WORDS`.
 */
export const SNOWBALL_STOP_WORDS: Readonly<Record<Language, readonly string[]>> = {
  danish: DANISH,
  dutch: DUTCH,
  english: ENGLISH,
  finnish: FINNISH,
  french: FRENCH,
  german: GERMAN,
  hungarian: HUNGARIAN,
  italian: ITALIAN,
  norwegian: NORWEGIAN,
  portuguese: PORTUGUESE,
  romanian: ROMANIAN,
  russian: RUSSIAN,
  spanish: SPANISH,
  swedish: SWEDISH,
};

/** All of them, in alphabetical order. */
export const LANGUAGES: readonly Language[] = Object.keys(SNOWBALL_STOP_WORDS) as Language[];

/** What is cut off a word before it is looked at: the possessive, or an article before a vowel (`l'avion`; Lucene's lists). */
export const CLITICS: Readonly<Partial<Record<Language, RegExp>>> = {
  english: /'s$/,
  french: /^(?:[cdjlmnst]|(?:jus|quoi|lors|puis)?qu)'/,
  italian: /^(?:[cdlmstv]|(?:a|da|de|ne|su)?gl|(?:a|da|de|ne|su|co|pe)ll|un)'/,
};

/** Letters that look like accented ones, but are others: `här` (here) is no `har` (has). They are not folded. */
export const OWN_LETTERS: Readonly<Partial<Record<Language, string>>> = {
  danish: 'å',
  finnish: 'åäö',
  norwegian: 'å',
  russian: 'й',
  swedish: 'åäö',
};

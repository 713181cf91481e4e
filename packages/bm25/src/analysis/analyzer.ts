import { checkOptions, invalidArgument, shown } from '@tsr/core';
import { boundedMemo } from './bounded-memo.ts';
import { ENGLISH_STOP_WORDS } from './english-stop-words.ts';
import { LANGUAGES, type Language, SNOWBALL_STOP_WORDS } from './languages.ts';
import { scanWords } from './scan-words.ts';
import { segmentIdentifiers } from './segment-identifiers.ts';
import { segmentWords, type Word } from './segment-words.ts';
import { createTermMaker, type TermMaker, type TermMakerOptions } from './term-maker.ts';

/** A term and where its word stands in the text. */
export interface Token {
  readonly term: string;
  /** Start and end (exclusive) in the original text, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
}

/**
 * Makes terms of text: for queries and documents alike, or they will not meet. Synchronous, and linear in the text.
 * Write your own for another language: any object of this shape will do.
 */
export interface Analyzer {
  /** Names algorithm, version and settings: equal names give equal terms. Part of cache keys. */
  readonly name: string;
  /** Ordered by start. Tokens of scripts without spaces overlap, and so do identifiers and their parts. */
  tokens(text: string): readonly Token[];
  /** The terms of {@link Analyzer.tokens}, alone. */
  terms(text: string): readonly string[];
  /**
   * For search as you type: what terms begin with that the last word of the text may become, a stop word included;
   * `undefined` where something stands after it.
   *
   * @default what the last token stands for, folded by `foldWord`
   */
  beginning?(text: string): string | undefined;
}

/** What words become terms, and which terms. */
export interface AnalyzerOptions {
  /** Of the text, for stop words and stems. `'none'`: words are segmented and folded, nothing else. @default 'english' */
  readonly language?: Language | 'none' | undefined;
  /**
   * Words that become no term, in any case and with any accents.
   *
   * @default Lucene's 33 for English, `SNOWBALL_STOP_WORDS` for other languages, else none
   */
  readonly stopWords?: readonly string[] | undefined;
  /** Reduce words to their stems. @default true for a language, else not possible */
  readonly stem?: boolean | undefined;
  /**
   * Technical names are terms whole and in parts: `getUserById`, `max_connections`, `v2.1.3`, `OAuth2`, `C++`. A whole
   * name with a sign in it is folded, never stemmed and never a stop word; parts are words like others, so stop words
   * among them (`By`) are found in the whole name alone. Documents get longer by the parts.
   *
   * @default false
   */
  readonly identifiers?: boolean | undefined;
}

/** Changes whenever an analyzer of equal settings gives other terms. */
const VERSION = 2;
const MEMO_SIZE = 100_000;
const SPACES = /[ \t\r\n]+/;

/**
 * An {@link Analyzer}: Unicode words, without stop words, stemmed, folded in case and accents.
 *
 * @example
 * createAnalyzer().terms("The gateway's configured clients") // ['gateway', 'configur', 'client']
 */
export function createAnalyzer(options: AnalyzerOptions = {}): Analyzer {
  const { name, identifiers, ...settings } = checked(checkOptions('bm25', options));
  const maker = createTermMaker(settings);
  const termOf = boundedMemo(MEMO_SIZE, maker.termOf);
  const beginning = (text: string) => beginningIn(text, maker);
  if (identifiers) return { ...withIdentifiers(name, termOf, boundedMemo(MEMO_SIZE, maker.nameOf)), beginning };

  return {
    name,
    beginning,
    tokens: (text) => tokensOf(segmentWords(text), ({ text: word }) => termOf(word)),
    terms(text) {
      const found: string[] = [];
      scanWords(text, (word, plain) => {
        const term = plain && maker.isOwnTerm(word) ? word : termOf(word);
        if (term !== '') found.push(term);
      });
      return found;
    },
  };
}

type TermOf = (word: string) => string;

function withIdentifiers(name: string, termOf: TermOf, nameOf: TermOf): Analyzer {
  const tokens = (text: string): readonly Token[] =>
    tokensOf(segmentIdentifiers(text), ({ text: word, joined }) => (joined ? nameOf(word) : termOf(word)));
  // No name goes across a space, and what stands between spaces comes back.
  const termsOfPiece = boundedMemo(MEMO_SIZE, (piece) => tokens(piece).map(({ term }) => term));
  return {
    name,
    tokens,
    terms(text) {
      const found: string[] = [];
      for (const piece of text.split(SPACES)) {
        for (const term of termsOfPiece(piece)) found.push(term);
      }
      return found;
    },
  };
}

function beginningIn(text: string, { beginningOf }: TermMaker): string | undefined {
  const last = segmentWords(text).at(-1);
  return last?.end === text.length ? beginningOf(last.text) : undefined;
}

function tokensOf<W extends Word>(words: readonly W[], termOf: (word: W) => string): readonly Token[] {
  const found: Token[] = [];
  for (const word of words) {
    const term = termOf(word);
    if (term !== '') found.push({ term, start: word.start, end: word.end });
  }
  return found;
}

type CheckedOptions = TermMakerOptions & { readonly name: string; readonly identifiers: boolean };

function checked({ language = 'english', ...rest }: AnalyzerOptions): CheckedOptions {
  if (language !== 'none' && !LANGUAGES.includes(language)) {
    const known = LANGUAGES.map((each) => `'${each}'`).join(', ');
    throw invalidArgument(`bm25: language is ${shown(language)}; pass ${known} or 'none', or an analyzer of your own`);
  }
  const { stopWords = usualStopWords(language), stem = language !== 'none', identifiers = false } = rest;
  if (!Array.isArray(stopWords) || stopWords.some((word) => typeof word !== 'string')) {
    throw invalidArgument(`bm25: stopWords is ${shown(stopWords)}; pass an array of strings`);
  }
  checkBoolean('stem', stem);
  if (stem && language === 'none') {
    throw invalidArgument(`bm25: there is no stemmer for language 'none'; leave stem out`);
  }
  checkBoolean('identifiers', identifiers);
  const unstemmed = stem || language === 'none' ? '' : ' unstemmed';
  const stop = rest.stopWords === undefined ? '' : ` stop=${JSON.stringify(stopWords)}`;
  const names = identifiers ? ' identifiers' : '';
  return { name: `${language}/${VERSION}${unstemmed}${names}${stop}`, language, stem, stopWords, identifiers };
}

function checkBoolean(option: string, value: boolean): void {
  if (typeof value !== 'boolean') throw invalidArgument(`bm25: ${option} is ${shown(value)}; pass true or false`);
}

function usualStopWords(language: Language | 'none'): readonly string[] {
  if (language === 'none') return [];
  return language === 'english' ? ENGLISH_STOP_WORDS : SNOWBALL_STOP_WORDS[language];
}

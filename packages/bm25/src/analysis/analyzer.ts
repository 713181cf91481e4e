import { invalidArgument, shown } from '@tsr/core';
import { boundedMemo } from './bounded-memo.ts';
import { mayHaveEnglishEnding } from './english-endings.ts';
import { ENGLISH_STOP_WORDS } from './english-stop-words.ts';
import { foldWord } from './fold-word.ts';
import { scanWords } from './scan-words.ts';
import { segmentWords } from './segment-words.ts';
import { createStemmer, type Stemmer } from './stemmer.ts';

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
  /** In text order. Tokens of scripts without spaces overlap. */
  tokens(text: string): readonly Token[];
  /** The terms of {@link Analyzer.tokens}, alone. */
  terms(text: string): readonly string[];
}

export interface AnalyzerOptions {
  /** `'none'`: words are segmented and folded, nothing else. @default 'english' */
  readonly language?: 'english' | 'none' | undefined;
  /** Words that become no term, in any case and with any accents. @default Lucene's 33 for English, else none */
  readonly stopWords?: readonly string[] | undefined;
  /** Reduce words to their stems. @default true for English, else not possible */
  readonly stem?: boolean | undefined;
}

/** Changes whenever an analyzer of equal settings gives other terms. */
const VERSION = 1;
const MEMO_SIZE = 100_000;

/**
 * An {@link Analyzer}: Unicode words, folded in case and accents, without stop words, stemmed.
 *
 * @example
 * createAnalyzer().terms("The gateway's configured clients") // ['gateway', 'configur', 'client']
 */
export function createAnalyzer(options: AnalyzerOptions = {}): Analyzer {
  const { name, stopWords, stem } = checked(options);
  const stopped = new Set(stopWords);
  const termOf = boundedMemo(MEMO_SIZE, termMaker(stopped, stem ? createStemmer('english') : undefined));
  const isOwnTerm = (plain: string): boolean => !(stem && mayHaveEnglishEnding(plain)) && !stopped.has(plain);

  return {
    name,
    tokens(text) {
      const found: Token[] = [];
      for (const { text: word, start, end } of segmentWords(text)) {
        const term = termOf(word);
        if (term !== '') found.push({ term, start, end });
      }
      return found;
    },
    terms(text) {
      const found: string[] = [];
      scanWords(text, (word, plain) => {
        const term = plain && isOwnTerm(word) ? word : termOf(word);
        if (term !== '') found.push(term);
      });
      return found;
    },
  };
}

function checked({ language = 'english', ...rest }: AnalyzerOptions) {
  const english = language === 'english';
  if (!english && language !== 'none') {
    throw invalidArgument(`bm25: language is ${shown(language)}; pass 'english' or 'none', or an analyzer of your own`);
  }
  const { stopWords = english ? ENGLISH_STOP_WORDS : [], stem = english } = rest;
  if (!Array.isArray(stopWords) || stopWords.some((word) => typeof word !== 'string')) {
    throw invalidArgument(`bm25: stopWords is ${shown(stopWords)}; pass an array of strings`);
  }
  if (stem && !english) throw invalidArgument(`bm25: there is no stemmer for language 'none'; leave stem out`);
  const unstemmed = stem === english ? '' : ' unstemmed';
  const stop = rest.stopWords === undefined ? '' : ` stop=${JSON.stringify(stopWords)}`;
  return { name: `${language}/${VERSION}${unstemmed}${stop}`, stem, stopWords: stopWords.map(foldWord) };
}

/** The term of a word; empty where it becomes none. */
function termMaker(stopWords: ReadonlySet<string>, stem: Stemmer | undefined): (word: string) => string {
  return (word) => {
    const folded = foldWord(word);
    const plain = stem ? folded.replace(/'s$/, '') : folded;
    if (stopWords.has(plain)) return '';
    return stem ? stem(plain) : plain;
  };
}

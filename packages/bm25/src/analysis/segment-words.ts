import { splitUnspaced } from './split-unspaced.ts';

/** A word as it stands in a text. */
export interface Word {
  readonly text: string;
  /** Start and end (exclusive) in the text, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
}

/** In code points. A longer run of letters is cut into words of this length, as Lucene does. */
export const MAX_WORD_LENGTH = 255;

// Bounded repeats of one class: no text makes the matcher go back over more than one word, or fill its stack.
const PART = `[\\p{L}\\p{M}\\p{N}\\u00ad\\u200c\\u200d]{1,${MAX_WORD_LENGTH}}`;
/** Up to ten letters with a full stop between each two: `e.g`, `U.S`. */
const CASED = '[\\p{Lu}\\p{Ll}]';
const ABBREVIATION = `(?<![\\p{L}\\p{M}\\p{N}])${CASED}(?:\\.${CASED}){1,9}(?![\\p{L}\\p{M}\\p{N}]|\\.\\p{L})`;
/** Letters, marks and digits, with at most one apostrophe inside. */
const WORD = new RegExp(`${ABBREVIATION}|${PART}(?:['’]${PART})?`, 'gu');

/**
 * The words of a text, in order. In spaced scripts a word is a run of letters, marks and digits, an apostrophe inside
 * included (`don't`), or an abbreviation with its full stops inside (`e.g`, as in Unicode's default word boundaries);
 * everything else separates, `_ . - /` and lone surrogates too. Chinese, Japanese, Korean, Thai, Lao, Khmer and Burmese
 * give overlapping pairs of characters, which need no dictionary and are the same on every machine; a single one stands
 * alone. Of these, Korean alone has spaces, and pairs stay between them.
 *
 * Time and memory are linear in the text, whatever it holds.
 *
 * @example
 * segmentWords('OAuth2 設定例') // OAuth2 (0-6), 設定 (7-9), 定例 (8-10)
 */
export function segmentWords(text: string): readonly Word[] {
  const words: Word[] = [];
  for (let word = wordFrom(text, 0); word; word = wordFrom(text, word.end)) {
    const parts = splitUnspaced(word);
    if (parts) words.push(...parts);
    else words.push(word);
  }
  return words;
}

/** The first run of letters that starts at or after `from`, scripts without spaces not taken apart. */
export function wordFrom(text: string, from: number): Word | undefined {
  WORD.lastIndex = from;
  const found = WORD.exec(text);
  if (found === null) return undefined;
  return { text: found[0], start: found.index, end: WORD.lastIndex };
}

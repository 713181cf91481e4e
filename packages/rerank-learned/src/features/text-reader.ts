import type { TokenVectors } from '@tsr/embed';
import { createLexicon, EMPTY_HASH, hashed, type Lexicon, type ReadWords } from './lexicon.ts';

/** Terms of a text, by their numbers in a lexicon, and rows of its tokens in the token vectors, both in order. */
export interface ReadText {
  readonly lexicon: Lexicon;
  readonly terms: Int32Array;
  readonly rows: Int32Array;
}

export interface TextReader {
  /** Another one when the last is full. */
  lexicon(): Lexicon;
  read(text: string): ReadText;
}

type TermsOf = (text: string) => readonly string[];

const FIRST_CHARACTERS = 2048;
const FIRST_WORDS = 1024;
const [OTHER, BLANK, MARK, JOINT] = [0, 1, 2, 3];
const FULL_STOP = 0x2e;
const APOSTROPHE = 0x27;
/** What each character of ASCII is between words. */
const KINDS = Uint8Array.from({ length: 128 }, (_, code) => kindOf(code));

// Blanks and marks are those of BERT, whose tokens never go across one. Others, control characters too, stay in words.
function kindOf(code: number): number {
  if (code === FULL_STOP || code === APOSTROPHE) return JOINT;
  if (code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d) return BLANK;
  const isMark = /[!-/:-@[-`{-~]/.test(String.fromCharCode(code));
  return isMark ? MARK : OTHER;
}

/**
 * Reads texts word by word: text has few distinct words, so both analyses, of terms and of tokens, are mostly looked up,
 * in one pass. Words are parted by blanks and ASCII marks, but for full stops and apostrophes inside (`U.S`, `don't`): no
 * token goes across those, nor does a term of `createAnalyzer` without `identifiers`.
 *
 * @param termsOf Of the analyzer; with `wholeTexts` it is not asked word by word.
 */
export function createTextReader(
  termsOf: TermsOf,
  vectors: Pick<TokenVectors, 'rowsOf'>,
  { wholeTexts = false }: { readonly wholeTexts?: boolean } = {},
): TextReader {
  const begun = (): Lexicon =>
    createLexicon((word) => ({ terms: wholeTexts ? [] : termsOf(word), rows: vectors.rowsOf(word) }));
  const words = { terms: new Int32Array(FIRST_WORDS), rows: new Int32Array(FIRST_WORDS), termCount: 0, rowCount: 0 };
  let lexicon = begun();
  let codes = new Uint16Array(FIRST_CHARACTERS);
  return {
    lexicon() {
      if (lexicon.full) lexicon = begun();
      return lexicon;
    },
    read(text) {
      if (codes.length < text.length) codes = new Uint16Array(2 * text.length);
      for (let at = 0; at < text.length; at++) codes[at] = text.charCodeAt(at);
      [words.termCount, words.rowCount] = [0, 0];
      const own = this.lexicon();
      readWords(codes, text.length, own, words);
      const terms = wholeTexts ? Int32Array.from(termsOf(text), own.numberOf) : words.terms.slice(0, words.termCount);
      return { lexicon: own, terms, rows: words.rows.slice(0, words.rowCount) };
    },
  };
}

function readWords(text: Uint16Array, length: number, lexicon: Lexicon, into: ReadWords): void {
  for (let at = 0; at < length; ) {
    const start = at;
    const kind = kindAt(text, at, length);
    let hash = hashed(EMPTY_HASH, text[at++]!);
    if (kind === BLANK) continue;
    if (kind === OTHER) {
      for (; at < length; at++) {
        const next = kindAt(text, at, length);
        if (next !== OTHER && !(next === JOINT && kindAt(text, at + 1, length) === OTHER)) break;
        hash = hashed(hash, text[at]!);
      }
    }
    lexicon.read(text, start, at, hash, into);
  }
}

/** Blank beyond the end. */
function kindAt(text: Uint16Array, at: number, length: number): number {
  if (at >= length) return BLANK;
  const code = text[at]!;
  return code < 128 ? KINDS[code]! : OTHER;
}

import { createTokenizer } from '@tsr/onnx/tokenize';
import { type Coverage, createKnownLetters, lettersOf } from './static-coverage.ts';

/** What a table has of a word. Shared: the caller must not write to it. */
export interface WordPieces extends Readonly<Coverage> {
  /** Rows of its tokens, in order. */
  readonly rows: Int32Array;
}

export type WordReader = (word: string) => WordPieces;

const UNKNOWN = '[UNK]';
const MAX_CACHED_WORDS = 50_000;
const MAX_CACHED_LENGTH = 40;
// Longer runs without a blank are read in pieces, so that no text, however odd, holds the thread or the memory.
const MAX_WORD_LENGTH = 8192;
// Longer runs of letters are hashes and encoded files: unknown. Matching takes the square of this in time.
const MAX_LETTERS = 40;

/**
 * Cuts one word, as {@link nextWord} finds it, into rows of a table with a lower-cased BERT WordPiece vocabulary;
 * tokens that the table lacks are left out. Text has few distinct words, so the short ones are remembered.
 */
export function createWordReader(tokens: readonly string[]): WordReader {
  const tokenizer = createTokenizer({ tokenizer: wordPiece(tokens) });
  const knownLetters = createKnownLetters(tokens);
  const remembered = new Map<string, WordPieces>();
  const read = (word: string): WordPieces => {
    const ids = tokenizer.encode(word);
    const { letters, ascii } = lettersOf(word);
    const rows = Int32Array.from(ids).filter((row) => row < tokens.length);
    return { rows, letters, known: ascii ? knownLetters(ids) : 0 };
  };
  return (word) => {
    const known = remembered.get(word);
    if (known !== undefined) return known;
    const pieces = read(word);
    if (word.length > MAX_CACHED_LENGTH) return pieces;
    if (remembered.size >= MAX_CACHED_WORDS) remembered.clear();
    remembered.set(detached(word), pieces);
    return pieces;
  };
}

/**
 * Start and end of the first word at or after `from`; `start === end` at the end of the text. Words are what BERT
 * keeps apart whatever follows: runs without blanks and ASCII punctuation, and each such mark on its own.
 */
export function nextWord(text: string, from: number): { readonly start: number; readonly end: number } {
  let start = from;
  while (start < text.length && isBlank(text.charCodeAt(start))) start++;
  let end = start;
  const last = Math.min(text.length, start + MAX_WORD_LENGTH);
  while (end < last && !isBoundary(text.charCodeAt(end))) end++;
  return { start, end: end === start && start < text.length ? start + 1 : end };
}

function isBoundary(code: number): boolean {
  return isBlank(code) || isMark(code);
}

// BERT's own blanks between words. Others stay inside a word, and the tokenizer deals with them as it does.
function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d;
}

function isMark(code: number): boolean {
  if (code < 0x30) return code > 0x20;
  if (code < 0x61) return (code > 0x39 && code < 0x41) || code > 0x5a;
  return code > 0x7a && code < 0x7f;
}

// A substring keeps the text that it was cut from in memory; a remembered word must not.
function detached(word: string): string {
  return ` ${word}`.slice(1);
}

function wordPiece(tokens: readonly string[]): object {
  const vocab = new Map(tokens.map((token, row) => [token, row]));
  vocab.set(UNKNOWN, tokens.length);
  return {
    version: '1.0',
    added_tokens: [],
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: null,
    decoder: null,
    model: {
      type: 'WordPiece',
      unk_token: UNKNOWN,
      continuing_subword_prefix: '##',
      max_input_chars_per_word: MAX_LETTERS,
      vocab: Object.fromEntries(vocab),
    },
  };
}

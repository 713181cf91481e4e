import type { Word } from './segment-words.ts';

/** Letters of scripts without case, and marks, count as lower case. */
const LOWER = '[\\p{Ll}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}\\u00ad\\u200c\\u200d]';
const PIECE = new RegExp(
  [
    `\\p{Lu}{2,}s(?!${LOWER})`, // URLs
    '\\p{Lu}{2,}(?=\\p{Lu}\\p{Ll})', // HTTP of HTTPServer
    `\\p{Lu}{0,2}${LOWER}+`, // get, User, OAuth
    '\\p{Lu}+',
    '\\p{N}+',
  ].join('|'),
  'gu',
);
/** Words without any of these have one piece; most have none. */
const CHANGE = /\p{L}\p{N}|\p{N}\p{L}|\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}/u;
const SINGLE_LETTER = /^\p{L}$/u;

/**
 * The pieces of a word written in camel case or with digits: `getUserById` is get, User, By, Id; `HTTPServer` is HTTP,
 * Server; `OAuth2` is OAuth, 2. None where the word is one piece. A single letter beside a digit is no piece: of
 * `E1234` there is 1234.
 */
export function splitIdentifier({ text, start }: Word): readonly Word[] {
  if (!CHANGE.test(text) || /['’]/.test(text)) return [];
  const pieces = Array.from(text.matchAll(PIECE), ({ 0: piece, index }) => ({
    text: piece,
    start: start + index,
    end: start + index + piece.length,
  }));
  if (pieces.length < 2) return [];
  return /\p{N}/u.test(text) ? pieces.filter((piece) => !SINGLE_LETTER.test(piece.text)) : pieces;
}

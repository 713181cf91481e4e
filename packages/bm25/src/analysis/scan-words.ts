import { wordFrom } from './segment-words.ts';
import { splitUnspaced } from './split-unspaced.ts';

/** V8 copies slices up to here; a longer one keeps the whole text that it was cut from in memory. */
const MAX_PLAIN_LENGTH = 12;
const SEPARATOR = 0;
const PLAIN = 1;
const APOSTROPHE = 2;
const CAPITAL = 3;
/** What each character of ASCII is in a word. */
const KINDS = Uint8Array.from({ length: 128 }, (_, code) => kindOf(String.fromCharCode(code)));

function kindOf(character: string): number {
  if (/[a-z0-9]/.test(character)) return PLAIN;
  if (/[A-Z]/.test(character)) return CAPITAL;
  return character === "'" ? APOSTROPHE : SEPARATOR;
}

/**
 * Visits the texts of `segmentWords` in order, without making objects. `plain` ones are short, of lower-case ASCII
 * letters and digits alone, and hold on to nothing; the others may be slices, so copy what is kept of them.
 *
 * Plain words are read a character at a time, since most are plain; all else is left to the pattern.
 */
export function scanWords(text: string, visit: (word: string, plain: boolean) => void): void {
  let at = 0;
  while (at < text.length) {
    const kind = KINDS[text.charCodeAt(at)];
    if (kind === SEPARATOR || kind === APOSTROPHE) {
      at += 1;
      continue;
    }
    const end = kind === PLAIN ? endOfPlain(text, at) : at;
    if (end > at) visit(text.slice(at, end), true);
    at = end > at ? end : visitNext(text, at, visit);
  }
}

/** The end of the plain word that starts at `start`; `start` itself, if it is longer or goes on in another way. */
function endOfPlain(text: string, start: number): number {
  const limit = Math.min(text.length, start + MAX_PLAIN_LENGTH + 1);
  let at = start + 1;
  while (at < limit && KINDS[text.charCodeAt(at)] === PLAIN) at += 1;
  if (at - start > MAX_PLAIN_LENGTH) return start;
  // Perhaps an abbreviation.
  if (at - start === 1 && text[at] === '.') return start;
  return at === text.length || KINDS[text.charCodeAt(at)] === SEPARATOR ? at : start;
}

/** Visits the parts of the first word at or after `from`, whatever it is made of, and says where it ends. */
function visitNext(text: string, from: number, visit: (word: string, plain: boolean) => void): number {
  const word = wordFrom(text, from);
  if (word === undefined) return text.length;
  const parts = splitUnspaced(word);
  if (parts === undefined) visit(word.text, false);
  else for (const part of parts) visit(part.text, false);
  return word.end;
}

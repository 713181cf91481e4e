/** How much of a text a table can read, in letters. Counted along with its tokens. */
export interface Coverage {
  letters: number;
  /** Those in words that the table has whole, or in long pieces of others. */
  known: number;
}

/** Letters that pieces of a word tell: given the word's token ids. Knows a table's vocabulary and nothing else. */
export type KnownLetters = (ids: ArrayLike<number>) => number;

/** Share of letters that must be known, see {@link isReadable}. */
export const LEAST_COVERAGE = 0.52;

// Shorter pieces say little: a German word falls apart into them as well as a rare English one does.
const LONG_PIECE = 5;
// What a few letters could be off by: a rare English term or a name alone looks as foreign as German does.
const BENEFIT_OF_DOUBT = 2;
// A sign of another script says about as much as three Latin letters.
const OTHER_SCRIPT = 3;
const LAST_LATIN = 0x24f;
const LETTER = /[\p{L}\p{M}]/uy;

/**
 * Can enough of a text be read to embed it? Its share of known letters, plus 2 over the root of their number, is at
 * least `least`. With the vocabulary of BERT, 3 of the 1,109 claims of SciFact fall below .52, none of its documents
 * and one of those of Cranfield and CACM; of the 40 German passages of examples/ 35 do, of the 40 Japanese all.
 * A text without letters is readable: numbers are no language.
 */
export function isReadable({ letters, known }: Coverage, least: number): boolean {
  return letters === 0 || known / letters + BENEFIT_OF_DOUBT / Math.sqrt(letters) >= least;
}

/** Counts known letters by token ids; ids that are not rows of `tokens` are unknown. */
export function createKnownLetters(tokens: readonly string[]): KnownLetters {
  const continues = Uint8Array.from(tokens, (token) => (token.startsWith('##') ? 1 : 0));
  const letters = Uint16Array.from(tokens, asciiLetters);
  return (ids) => {
    let known = 0;
    for (let at = 0; at < ids.length; at++) {
      const length = letters[ids[at]!] ?? 0;
      const whole = !continues[ids[at]!] && !continues[ids[at + 1]!];
      if (whole || length >= LONG_PIECE) known += length;
    }
    return known;
  };
}

/** Letters of a word, and whether all of them are ASCII: names and words of other languages mostly are not. */
export function lettersOf(word: string): { readonly letters: number; readonly ascii: boolean } {
  let letters = 0;
  let ascii = true;
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at);
    if (code < 0x80) letters += isAsciiLetter(code) ? 1 : 0;
    else if (isLetterAt(word, at)) {
      ascii = false;
      letters += code <= LAST_LATIN ? 1 : OTHER_SCRIPT;
    }
    // The second half of a pair is no letter of its own.
    if (code >= 0xd800 && code <= 0xdbff) at++;
  }
  return { letters, ascii };
}

function isLetterAt(word: string, at: number): boolean {
  LETTER.lastIndex = at;
  return LETTER.test(word);
}

function asciiLetters(token: string): number {
  const piece = token.replace(/^##/, '');
  const { letters, ascii } = lettersOf(piece);
  return ascii ? letters : 0;
}

function isAsciiLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

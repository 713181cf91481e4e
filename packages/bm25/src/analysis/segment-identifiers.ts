import { MAX_WORD_LENGTH, type Word, wordFrom } from './segment-words.ts';
import { splitIdentifier } from './split-identifier.ts';
import { splitUnspaced } from './split-unspaced.ts';

export interface IdentifierWord extends Word {
  /** Several words with what joins them, or one with a sign of its own (`C++`): the term is its folded text. */
  readonly joined: boolean;
}

/** Between the words of one name; `tight` ones bind closer: `server.max_size` is server, max_size. */
const TIGHT = /^(?:_{1,2}|-)$/;
const LOOSE = /^(?:[./:@#&\\]|::|->|:\/\/)$/;
const LETTER_OR_DIGIT = /[\p{L}\p{M}\p{N}]/u;

/**
 * The words of `segmentWords`, and before them the names that they are in, which overlap them: `max_connections`,
 * `v2.1.3`, `a/b.ts`, `C++`, `C#`, `.NET` whole, if they are no longer than a word may be; after each word its pieces
 * (`splitIdentifier`). Ordered by start. Linear in the text.
 */
export function segmentIdentifiers(text: string): readonly IdentifierWord[] {
  const found: IdentifierWord[] = [];
  let name: Word[] = [];
  const finish = (): void => {
    for (const word of wordsOfName(text, name)) found.push(word);
    name = [];
  };
  for (let word = wordFrom(text, 0); word; word = wordFrom(text, word.end)) {
    const last = name.at(-1);
    if (last && !joins(text.slice(last.end, Math.min(word.start, last.end + 4)))) finish();
    const parts = splitUnspaced(word);
    if (parts === undefined) name.push(word);
    else {
      finish();
      for (const part of parts) found.push(...withPieces(part));
    }
  }
  finish();
  return found;
}

const joins = (gap: string): boolean => TIGHT.test(gap) || LOOSE.test(gap);

function wordsOfName(text: string, name: readonly Word[]): readonly IdentifierWord[] {
  const [first] = name;
  const last = name.at(-1);
  if (first === undefined || last === undefined) return [];
  const whole = named(text, startOfName(text, first), endOfName(text, last));
  const inner = tightRuns(text, name).flatMap((run) => [
    ...(run.length > 1 && run.length < name.length ? named(text, run[0]?.start ?? 0, run.at(-1)?.end ?? 0) : []),
    ...run.flatMap(withPieces),
  ]);
  return name.length > 1 || whole[0]?.text !== first.text ? [...whole, ...inner] : inner;
}

function withPieces(word: Word): readonly IdentifierWord[] {
  return [word, ...splitIdentifier(word)].map((each) => ({ ...each, joined: false }));
}

function named(text: string, start: number, end: number): readonly IdentifierWord[] {
  return end - start > MAX_WORD_LENGTH ? [] : [{ text: text.slice(start, end), start, end, joined: true }];
}

/** With a full stop before it, where nothing else is: `.NET`. */
function startOfName(text: string, { start, text: word }: Word): number {
  if (text[start - 1] !== '.' || !/^\p{L}/u.test(word)) return start;
  const before = text[start - 2] ?? ' ';
  return before === '.' || LETTER_OR_DIGIT.test(before) ? start : start - 1;
}

/** With `++` or `#` behind it: `C++`, `C#`. */
function endOfName(text: string, { end }: Word): number {
  if (text.startsWith('++', end)) return end + 2;
  return text[end] === '#' ? end + 1 : end;
}

/** Neighbours joined tightly, together. */
function tightRuns(text: string, name: readonly Word[]): readonly (readonly Word[])[] {
  const runs: Word[][] = [];
  for (const word of name) {
    const last = runs.at(-1)?.at(-1);
    if (last && TIGHT.test(text.slice(last.end, word.start))) runs.at(-1)?.push(word);
    else runs.push([word]);
  }
  return runs;
}

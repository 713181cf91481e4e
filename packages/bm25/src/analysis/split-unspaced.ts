import { ATTACHED, kindOf, PAIRED, PAIRED_SCRIPT } from './character-kinds.ts';
import type { Word } from './segment-words.ts';

/** A character in a word, with the marks that belong to it. */
interface Place {
  readonly start: number;
  end: number;
  readonly paired: boolean;
}

/**
 * Takes a run of letters apart where it holds a script whose words do not stand between spaces: each stretch of such
 * scripts becomes overlapping pairs of characters, each other stretch stays a word. `undefined` where there is nothing
 * to split.
 */
export function splitUnspaced(word: Word): readonly Word[] | undefined {
  if (!PAIRED_SCRIPT.test(word.text)) return undefined;
  const all = places(word.text);
  const found: Word[] = [];
  const take = (from: Place | undefined, to: Place | undefined): void => {
    if (from && to) found.push(part(word, from.start, to.end));
  };
  for (let first = 0, next = 0; first < all.length; first = next) {
    next = endOfStretch(all, first);
    if (!all[first]?.paired || next - first === 1) take(all[first], all[next - 1]);
    else for (let at = first + 1; at < next; at += 1) take(all[at - 1], all[at]);
  }
  return found;
}

function places(text: string): readonly Place[] {
  const found: Place[] = [];
  for (let at = 0; at < text.length; ) {
    const code = text.codePointAt(at) ?? 0;
    const end = at + (code > 0xffff ? 2 : 1);
    const kind = kindOf(code);
    const last = found.at(-1);
    if (last && kind & ATTACHED) last.end = end;
    else found.push({ start: at, end, paired: (kind & PAIRED) !== 0 });
    at = end;
  }
  return found;
}

/** Behind the last neighbour of the same kind. */
function endOfStretch(all: readonly Place[], first: number): number {
  let next = first + 1;
  while (all[next]?.paired === all[first]?.paired) next += 1;
  return next;
}

function part({ text, start }: Word, from: number, to: number): Word {
  return { text: text.slice(from, to), start: start + from, end: start + to };
}

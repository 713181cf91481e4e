import type { Word } from './segment-words.ts';

const SCRIPTS = ['Han', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer', 'Myanmar'];
const UNSPACED = new RegExp(`[${SCRIPTS.map((script) => `\\p{Script_Extensions=${script}}`).join('')}]`, 'u');
/** Marks of no script of their own: they belong to the character before. */
const ATTACHED = /\p{Script=Inherited}/u;

interface Character extends Word {
  readonly unspaced: boolean;
}

/**
 * Takes a run of letters apart where it holds a script without spaces: each stretch of such a script becomes
 * overlapping pairs of characters, each other stretch stays a word. `undefined` where there is nothing to split.
 */
export function splitUnspaced(word: Word): readonly Word[] | undefined {
  if (!UNSPACED.test(word.text)) return undefined;
  return stretches(characters(word)).flatMap((stretch) =>
    stretch[0]?.unspaced && stretch.length > 1 ? pairs(stretch) : [joined(stretch)],
  );
}

function characters({ text, start }: Word): readonly Character[] {
  const found: Character[] = [];
  let position = start;
  for (const point of text) {
    const last = found.at(-1);
    const end = position + point.length;
    if (last && ATTACHED.test(point)) found[found.length - 1] = { ...last, text: last.text + point, end };
    else found.push({ text: point, start: position, end, unspaced: UNSPACED.test(point) });
    position = end;
  }
  return found;
}

/** Neighbours of one kind together. */
function stretches(all: readonly Character[]): readonly (readonly Character[])[] {
  const found: Character[][] = [];
  for (const character of all) {
    const last = found.at(-1);
    if (last && last[0]?.unspaced === character.unspaced) last.push(character);
    else found.push([character]);
  }
  return found;
}

function pairs(stretch: readonly Character[]): readonly Word[] {
  return stretch.slice(1).map((character, index) => joined([stretch[index] as Character, character]));
}

function joined(parts: readonly Character[]): Word {
  const text = parts.map((part) => part.text).join('');
  const start = parts[0]?.start ?? 0;
  return { text, start, end: start + text.length };
}

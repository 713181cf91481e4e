import type { Expansion, HeldTerm } from '../lexical-engine.ts';
import { isOneEdit } from './one-edit.ts';
import type { TermDictionary } from './term-dictionary.ts';

/** Letters by which terms are found; a shorter term is found by all that it has. */
const KEY = 2;

export interface TermExpansions {
  /** Takes in the terms that came since, piece by piece: it is done before terms are found, if it was not before. */
  catchUp(): Iterable<void>;
  find(expansion: Expansion): readonly HeldTerm[];
}

/** Terms between two yields. */
const PIECE = 256;

/**
 * Finds terms that are like another. Terms are kept by their first and by their last two letters: an edit leaves one
 * of the two as it was, unless it swaps letters right between them, and swaps are looked up one by one.
 */
export function createTermExpansions(dictionary: TermDictionary): TermExpansions {
  const byStart = new Map<string, number[]>();
  const byEnd = new Map<string, number[]>();
  let seen = 0;

  function* catchUp(): Generator<void> {
    while (seen < dictionary.size) {
      const term = dictionary.termAt(seen);
      for (let length = 1; length <= Math.min(KEY, term.length); length++) add(byStart, term.slice(0, length), seen);
      add(byEnd, term.slice(-KEY), seen);
      seen += 1;
      if (seen % PIECE === 0) yield;
    }
  }

  function startingWith(prefix: string): readonly string[] {
    const ids = byStart.get(prefix.slice(0, KEY)) ?? [];
    return ids.map(dictionary.termAt).filter((term) => term.startsWith(prefix));
  }

  function oneEditFrom(wanted: string): readonly string[] {
    const start = byStart.get(wanted.slice(0, KEY)) ?? [];
    const end = byEnd.get(wanted.slice(-KEY)) ?? [];
    const near = [...start, ...end].map(dictionary.termAt).filter((term) => isOneEdit(wanted, term));
    return [...new Set([...near, ...swaps(wanted)])];
  }

  function holdersOf(term: string): number {
    const id = dictionary.idOf(term);
    return id === undefined ? 0 : dictionary.holdersOf(id);
  }

  const finders = { exact: (term: string) => [term], prefix: startingWith, edit: oneEditFrom };

  return {
    catchUp,
    find({ kind, term, limit }) {
      for (const _ of catchUp());
      return finders[kind](term)
        .map((one) => ({ term: one, holders: holdersOf(one) }))
        .filter(({ holders }) => holders > 0)
        .sort((a, b) => b.holders - a.holders || (a.term < b.term ? -1 : 1))
        .slice(0, limit);
    },
  };
}

function add(lists: Map<string, number[]>, key: string, id: number): void {
  const list = lists.get(key);
  if (list) list.push(id);
  else lists.set(key, [id]);
}

function swaps(word: string): readonly string[] {
  return Array.from(
    { length: Math.max(0, word.length - 1) },
    (_, at) => word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2),
  ).filter((swapped) => swapped !== word);
}

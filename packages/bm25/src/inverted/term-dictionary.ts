import { grown } from './growable.ts';

/** Distinct terms, numbered in order of appearance, and how many documents hold each. */
export interface TermDictionary {
  readonly size: number;
  idOf(term: string): number | undefined;
  /** Known or new. */
  put(term: string): number;
  termAt(id: number): string;
  holdersOf(id: number): number;
  addHolders(id: number, change: number): void;
}

export function createTermDictionary(): TermDictionary {
  const ids = new Map<string, number>();
  const terms: string[] = [];
  let holders = new Uint32Array(1024);

  return {
    get size() {
      return terms.length;
    },
    idOf: (term) => ids.get(term),
    put(term) {
      const known = ids.get(term);
      if (known !== undefined) return known;
      const id = terms.length;
      ids.set(term, id);
      terms.push(term);
      holders = grown(holders, terms.length);
      return id;
    },
    termAt: (id) => terms[id] as string,
    holdersOf: (id) => holders[id] as number,
    addHolders(id, change) {
      holders[id] = (holders[id] as number) + change;
    },
  };
}

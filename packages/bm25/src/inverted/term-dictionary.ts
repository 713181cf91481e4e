import { grown, hashText } from '@tsr/storage';

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

/**
 * A hash table of numbers, with open addressing and linear probing: each entry is a term's hash and, one higher, its
 * id. Indexing looks every word up, and this takes about half the time of a Map: one place in memory less to wait for.
 *
 * Begins with the terms that are known, which differ, and how many documents hold each.
 */
export function createTermDictionary(
  known: readonly string[] = [],
  counts: Uint32Array<ArrayBuffer> = new Uint32Array(1024),
): TermDictionary {
  const terms: string[] = [];
  let holders = counts;
  let table = new Int32Array(4096);
  // No text can be made up that fills one stretch of every table.
  const seed = Math.floor(Math.random() * 2 ** 32);

  /** Where the term is, or would be. */
  function placeOf(term: string, hash: number): number {
    const mask = table.length - 2;
    let at = (hash << 1) & mask;
    for (let entry = table[at + 1] as number; entry !== 0; entry = table[at + 1] as number) {
      if (table[at] === hash && terms[entry - 1] === term) break;
      at = (at + 2) & mask;
    }
    return at;
  }

  function enlarge(): void {
    const old = table;
    table = new Int32Array(2 * old.length);
    const mask = table.length - 2;
    for (let from = 0; from < old.length; from += 2) {
      if (old[from + 1] === 0) continue;
      let at = ((old[from] as number) << 1) & mask;
      while (table[at + 1] !== 0) at = (at + 2) & mask;
      table[at] = old[from] as number;
      table[at + 1] = old[from + 1] as number;
    }
  }

  function add(term: string, hash: number, place: number): number {
    const id = terms.length;
    terms.push(term);
    holders = grown(holders, terms.length);
    table[place] = hash;
    table[place + 1] = terms.length;
    if (terms.length * 4 > table.length) enlarge();
    return id;
  }

  for (const term of known) {
    const hash = hashText(term, seed);
    add(term, hash, placeOf(term, hash));
  }

  return {
    get size() {
      return terms.length;
    },
    idOf(term) {
      const entry = table[placeOf(term, hashText(term, seed)) + 1] as number;
      return entry === 0 ? undefined : entry - 1;
    },
    put(term) {
      const hash = hashText(term, seed);
      const place = placeOf(term, hash);
      const entry = table[place + 1] as number;
      return entry === 0 ? add(term, hash, place) : entry - 1;
    },
    termAt: (id) => terms[id] as string,
    holdersOf: (id) => holders[id] as number,
    addHolders(id, change) {
      holders[id] = (holders[id] as number) + change;
    },
  };
}

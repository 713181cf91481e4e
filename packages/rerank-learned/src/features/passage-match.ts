import type { Lexicon } from './lexicon.ts';

/** The terms of a query, numbered from 0 in the order that they first appear. */
export interface QueryTerms {
  readonly numbers: ReadonlyMap<string, number>;
  /** The query in its own order, by number, repetitions included. */
  readonly sequence: readonly number[];
  /** Idf of English at large, by number. */
  readonly background: readonly number[];
}

/** Where the terms of a query stand in a passage. Positions count terms, from 0. */
export interface PassageMatch {
  /** How many terms the passage has, and how many of them, at its start, are its title. */
  readonly length: number;
  readonly titleLength: number;
  /** One entry a hit, in passage order: where it is, and the number of its term. */
  readonly positions: readonly number[];
  readonly terms: readonly number[];
}

export function queryTermsOf(terms: readonly string[], idfOf: (term: string) => number): QueryTerms {
  const numbers = new Map<string, number>();
  for (const term of terms) if (!numbers.has(term)) numbers.set(term, numbers.size);
  const sequence = terms.map((term) => numbers.get(term) as number);
  return { numbers, sequence, background: [...numbers.keys()].map(idfOf) };
}

/**
 * The numbers that terms of a lexicon have in a query, -1 where they have none. Those that come into the lexicon later are
 * not the query's.
 */
export function numbersIn({ numbers }: QueryTerms, lexicon: Lexicon): Int32Array {
  const own = Array.from(numbers, ([term, number]) => [lexicon.numberOf(term), number] as const);
  const found = new Int32Array(lexicon.size).fill(-1);
  for (const [term, number] of own) found[term] = number;
  return found;
}

/** The hits of a query in a passage, of whose terms the first `titleLength` are its title. */
export function matchPassage(numbers: Int32Array, passage: Int32Array, titleLength = 0): PassageMatch {
  const positions: number[] = [];
  const terms: number[] = [];
  for (let position = 0; position < passage.length; position++) {
    const term = passage[position]!;
    const number = term < numbers.length ? numbers[term]! : -1;
    if (number < 0) continue;
    positions.push(position);
    terms.push(number);
  }
  return { length: passage.length, titleLength, positions, terms };
}

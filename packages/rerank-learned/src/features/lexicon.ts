/** What an analysis makes of a text. */
export interface Analysis {
  readonly terms: readonly string[];
  /** Rows of its tokens in the token vectors. */
  readonly rows: Int32Array;
}

/** Terms, by their numbers in a {@link Lexicon}, and rows of tokens, in order. Filled again and again. */
export interface ReadWords {
  terms: Int32Array;
  rows: Int32Array;
  termCount: number;
  rowCount: number;
}

/**
 * The words that were read so far, and the terms in them, numbered. A word that is known is found where it stands in a
 * text, without making a string of it, and what is known of it lies side by side: looking up is mostly waiting for memory.
 */
export interface Lexicon {
  /** Terms, numbered from 0 on. */
  readonly size: number;
  /** It holds so much that a new one should be begun. */
  readonly full: boolean;
  /** The number of a term, which gets one if it has none. */
  numberOf(term: string): number;
  /** Adds what is to be read in a word: characters from `start` to `end`, of this hash. */
  read(text: Uint16Array, start: number, end: number, hash: number, into: ReadWords): void;
}

/** Of a word without characters. */
export const EMPTY_HASH: number = 0x811c9dc5 | 0;

/** The hash of a word (FNV-1a) with one more character. */
export function hashed(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}

const MOST_WORDS = 100_000;
/** Longer words are analysed each time: they hardly come back. */
const MOST_CHARACTERS = 40;
const FIRST_SLOTS = 8192;
const FIRST_RECORDS = 65_536;
const HEAD = 4;

/** `analyse` has to be pure. */
export function createLexicon(analyse: (word: string) => Analysis): Lexicon {
  const terms = new Map<string, number>();
  let words = 0;
  // Places of records, 0 where there is none; half of them stay empty.
  let slots = new Int32Array(FIRST_SLOTS);
  // A record: hash, number of characters, of rows and of terms; then characters, two a number, rows and terms.
  let records = new Int32Array(FIRST_RECORDS);
  let end = 1;

  function numberOf(term: string): number {
    const known = terms.get(term);
    if (known !== undefined) return known;
    terms.set(term, terms.size);
    return terms.size - 1;
  }

  function remember(hash: number, characters: Uint16Array, { rows, terms }: Analysis): void {
    const length = (characters.length + 1) >> 1;
    while (end + HEAD + length + rows.length + terms.length > records.length) records = doubled(records);
    records.set([hash, characters.length, rows.length, terms.length], end);
    for (let at = 0; at < length; at++) records[end + HEAD + at] = pairAt(characters, 2 * at, characters.length);
    records.set(rows, end + HEAD + length);
    records.set(terms.map(numberOf), end + HEAD + length + rows.length);
    slots[freeSlot(slots, hash)] = end;
    end += HEAD + length + rows.length + terms.length;
    if (2 * ++words > slots.length) slots = rehashed(slots, records);
  }

  function copy(record: number, length: number, into: ReadWords): void {
    const [rows, terms] = [records[record + 2]!, records[record + 3]!];
    makeRoom(into, rows, terms);
    let at = record + HEAD + ((length + 1) >> 1);
    for (let row = 0; row < rows; row++) into.rows[into.rowCount++] = records[at++]!;
    for (let term = 0; term < terms; term++) into.terms[into.termCount++] = records[at++]!;
  }

  return {
    get size() {
      return terms.size;
    },
    get full() {
      return words >= MOST_WORDS || terms.size >= MOST_WORDS;
    },
    numberOf,
    read(text, start, stop, hash, into) {
      const mask = slots.length - 1;
      for (let slot = slotOf(hash) & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
        const record = slots[slot]!;
        if (records[record] === hash && isAt(records, record, text, start, stop)) {
          return copy(record, stop - start, into);
        }
      }
      const characters = text.subarray(start, stop);
      const found = analyse(stringOf(characters));
      if (characters.length <= MOST_CHARACTERS) remember(hash, characters, found);
      makeRoom(into, found.rows.length, found.terms.length);
      into.rows.set(found.rows, into.rowCount);
      into.rowCount += found.rows.length;
      for (const term of found.terms) into.terms[into.termCount++] = numberOf(term);
    },
  };
}

function slotOf(hash: number): number {
  return hash ^ (hash >>> 15);
}

function freeSlot(slots: Int32Array, hash: number): number {
  const mask = slots.length - 1;
  let slot = slotOf(hash) & mask;
  while (slots[slot] !== 0) slot = (slot + 1) & mask;
  return slot;
}

function rehashed(slots: Int32Array, records: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * slots.length);
  for (const record of slots) if (record !== 0) larger[freeSlot(larger, records[record]!)] = record;
  return larger;
}

function isAt(records: Int32Array, record: number, text: Uint16Array, start: number, end: number): boolean {
  if (records[record + 1] !== end - start) return false;
  for (let at = start, pair = record + HEAD; at < end; at += 2, pair++) {
    if (records[pair] !== pairAt(text, at, end)) return false;
  }
  return true;
}

function pairAt(text: Uint16Array, at: number, end: number): number {
  return at + 1 < end ? text[at]! | (text[at + 1]! << 16) : text[at]!;
}

function stringOf(characters: Uint16Array): string {
  let text = '';
  for (let at = 0; at < characters.length; at += 4096) {
    text += String.fromCharCode(...characters.subarray(at, at + 4096));
  }
  return text;
}

function makeRoom(into: ReadWords, rows: number, terms: number): void {
  while (into.rowCount + rows > into.rows.length) into.rows = doubled(into.rows);
  while (into.termCount + terms > into.terms.length) into.terms = doubled(into.terms);
}

function doubled(values: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * values.length);
  larger.set(values);
  return larger;
}

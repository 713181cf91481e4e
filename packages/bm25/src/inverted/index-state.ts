import { grown } from '@tsr/storage';
import type { TermsByField } from '../lexical-engine.ts';
import { hasBit } from './bits.ts';
import { createFreshPart, type FreshPart } from './fresh-part.ts';
import { createImpactCodes, type ImpactCodes } from './impact-codes.ts';
import type { Statistics } from './merge-segments.ts';
import { bury, type Part } from './part.ts';
import type { ScoringParameters } from './scoring.ts';
import type { Segment } from './segment.ts';
import { createTermDictionary, type TermDictionary } from './term-dictionary.ts';

/** All that the index holds. */
export interface IndexState {
  readonly parameters: ScoringParameters;
  readonly dictionary: TermDictionary;
  readonly codes: ImpactCodes;
  /** Documents that live. */
  readonly size: number;
  /** Their length together, and on average, by field. */
  readonly totals: readonly number[];
  readonly averages: readonly number[];
  readonly segments: readonly Segment[];
  /** The one that documents are added to. */
  readonly fresh: FreshPart;
  /** It, and those that are being written as segments. */
  readonly freshParts: readonly FreshPart[];
  readonly parts: readonly Part[];
  /** For writing segments: bounds, as of now. */
  statistics(): Statistics;
  /** Where the document of a slot is; undefined where there is none. */
  locate(slot: number): Location | undefined;
  /** Counts documents, and their lengths together by field. */
  count(documents: number, lengths: readonly number[]): void;
  /** Takes in a part whose documents are counted: those that live in it are found there from now on. */
  attach(part: Segment): void;
  detach(part: Part): void;
  /** Says where a new document of the fresh part is. */
  placeFresh(slot: number, document: number): void;
  /** The fresh part takes no more documents; another does. */
  renewFresh(): FreshPart;
  /** What goes with a document, which holds `fields`. */
  tally(slot: number, fields: TermsByField): DocumentTally;
  /** The document of the slot is not found any more. Does not count it out. */
  bury(slot: number): void;
}

/** Terms of a document that postings were found for, each once, and its length by field as it was indexed. */
export interface DocumentTally {
  readonly termIds: readonly number[];
  readonly lengths: readonly number[];
}

export interface Location {
  readonly part: Part;
  readonly document: number;
}

const NOWHERE = 0xffff_ffff;

/** What an index begins with: the numbers of its segments refer to it. */
export interface KnownTerms {
  readonly terms: readonly string[];
  readonly holders: Uint32Array<ArrayBuffer>;
  /** Values of the codes, one after the other. */
  readonly codes: Iterable<number>;
}

export function createIndexState(parameters: ScoringParameters, known?: KnownTerms): IndexState {
  const dictionary = createTermDictionary(known?.terms, known?.holders);
  const codes = createImpactCodes(parameters, known?.codes);
  const totals = new Float64Array(parameters.fields.length);
  let size = 0;
  /** Some of them are being written as segments. */
  const fresh: FreshPart[] = [createFreshPart()];
  const segments: Segment[] = [];
  /** Parts by number; numbers are used again. */
  const numbered: (Part | undefined)[] = [fresh[0]];
  /** Number of the part and of the document in it, by slot. */
  let locations = new Uint32Array(1024).fill(NOWHERE);

  const averages = (): number[] => Array.from(totals, (total) => total / size);
  const current = (): FreshPart => fresh[fresh.length - 1] as FreshPart;

  function number(part: Part): number {
    const known = numbered.indexOf(part);
    if (known >= 0) return known;
    const free = numbered.indexOf(undefined);
    const at = free < 0 ? numbered.length : free;
    numbered[at] = part;
    return at;
  }

  function place(slot: number, part: number, document: number): void {
    locations = grown(locations, slot + 1, NOWHERE);
    locations[slot] = part * 65_536 + document;
  }

  /** As `place`, of all that live: a loop of its own, since parts are large. */
  function placeAll({ size, slots, live }: Segment, part: number): void {
    let last = -1;
    for (let document = 0; document < size; document++) last = Math.max(last, slots[document] as number);
    locations = grown(locations, last + 1, NOWHERE);
    for (let document = 0; document < size; document++) {
      if (hasBit(live.bits, document)) locations[slots[document] as number] = part * 65_536 + document;
    }
  }

  function locate(slot: number): Location | undefined {
    const location = locations[slot] ?? NOWHERE;
    if (location === NOWHERE) return undefined;
    return { part: numbered[location >>> 16] as Part, document: location & 0xffff };
  }

  function count(documents: number, lengths: readonly number[]): void {
    size += documents;
    for (let field = 0; field < totals.length; field++) {
      totals[field] = (totals[field] as number) + (lengths[field] as number);
    }
  }

  return {
    parameters,
    dictionary,
    codes,
    get size() {
      return size;
    },
    get totals() {
      return [...totals];
    },
    get averages() {
      return averages();
    },
    segments,
    get fresh() {
      return current();
    },
    freshParts: fresh,
    get parts() {
      return [...segments, ...fresh];
    },
    statistics: () => ({ averages: averages(), codeCount: codes.count, saturations: codes.saturations(averages()) }),
    locate,
    count,
    attach(part) {
      segments.push(part);
      placeAll(part, number(part));
    },
    detach(part) {
      numbered[number(part)] = undefined;
      for (const list of [segments, fresh] as Part[][]) if (list.includes(part)) list.splice(list.indexOf(part), 1);
    },
    placeFresh: (slot, document) => place(slot, number(current()), document),
    renewFresh() {
      const old = current();
      fresh.push(createFreshPart());
      number(current());
      return old;
    },
    tally(slot, fields) {
      const { part, document } = locate(slot) as Location;
      let lengths: readonly number[] = fields.map(() => 0);
      const termIds: number[] = [];
      for (const term of new Set(fields.flat())) {
        const termId = dictionary.idOf(term);
        const code = termId === undefined ? -1 : part.codeOf(termId, document);
        if (code < 0) continue;
        termIds.push(termId as number);
        lengths = codes.valuesOf(code).slice(fields.length);
      }
      return { termIds, lengths };
    },
    bury(slot) {
      const { part, document } = locate(slot) as Location;
      bury(part, document);
      locations[slot] = NOWHERE;
    },
  };
}

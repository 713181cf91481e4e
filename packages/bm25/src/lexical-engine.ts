import type { DocumentSlots, SectionPiece } from '@tsr/storage';

/**
 * What ranks: knows terms and numbers, no text and no documents. A document is a slot, a small integer that the
 * caller chose; what it holds are its terms by field, in any order, with repetitions, which count.
 */
export interface LexicalEngine {
  readonly size: number;
  /** Changes that take effect together; `size` documents will be added. One batch at a time. */
  batch(size: number): EngineBatch;
  /** Prepares what searches need of the filter, piece by piece; a search prepares what is not there. */
  prepare(filter: SlotFilter): Iterable<void>;
  /** Slots that hold a term of the query, by score descending. */
  search(query: LexicalQuery, options: LexicalSearch): readonly LexicalHit[];
  /** Scores as `search` gives them, of those `slots` that it could return. */
  scores(query: LexicalQuery, slots: Iterable<number>): ReadonlyMap<number, number>;
  /** What each term of the query adds to the score of a slot, in the order of adding; only those that add something. */
  explain(query: LexicalQuery, slot: number): readonly TermExplanation[];
  /** What the terms of the query that the engine holds are worth: weight times idf, by term. */
  weights(query: LexicalQuery): ReadonlyMap<string, number>;
  /** Prepares what `termsFor` needs, piece by piece; it prepares what is not there. */
  prepareTerms(): Iterable<void>;
  /** What else the query may mean: terms that the engine holds, with the number of their documents. */
  termsFor(expansion: Expansion): readonly HeldTerm[];
  /** Tidies up, piece by piece, until nothing is left to do; documents may change meanwhile. One at a time. */
  maintain(): Iterable<void>;
  /** As `maintain`, until searches cannot get faster by it. */
  compact(): Iterable<void>;
  /** What `save` writes, in pieces of work, of a state that was compacted and does not change meanwhile. */
  encode(content: EngineContent): Iterable<SectionPiece | undefined>;
}

export type TermsByField = readonly (readonly string[])[];

/** What the engine does not know of an index. */
export interface EngineContent {
  readonly documents: Pick<DocumentSlots, 'at' | 'order'>;
  /** Names of the fields, in order. */
  readonly fields: readonly string[];
  /** Name of the analyzer. */
  readonly analyzer: string;
}

/** Without effect before it is published. The others work piece by piece. */
export interface EngineBatch {
  add(slot: number, fields: TermsByField): Iterable<void>;
  /** Takes away a document, which holds `fields`. */
  remove(slot: number, fields: TermsByField): Iterable<void>;
  finish(): Iterable<void>;
  publish(): void;
}

export interface LexicalQuery {
  /** Distinct. */
  readonly terms: readonly QueryTerm[];
  /** A hit holds all of these. Distinct. */
  readonly required: readonly string[];
  /** A hit holds of each of these at least one term not. */
  readonly excluded: readonly (readonly string[])[];
}

export interface QueryTerm {
  readonly term: string;
  /** How often it counts; positive. */
  readonly weight: number;
  /** Counts as if this many documents held it; absent: as many as do. */
  readonly holders?: number;
}

export interface LexicalSearch {
  readonly topK: number;
  /** Which slots may be found; absent: all. */
  readonly filter?: SlotFilter | undefined;
  /** Order of equal scores. */
  readonly compareSlots: (a: number, b: number) => number;
}

/** Equal keys accept equal slots: what was accepted is remembered by it. */
export interface SlotFilter {
  readonly key: string;
  readonly accepts: (slot: number) => boolean;
}

export interface LexicalHit {
  readonly slot: number;
  readonly score: number;
}

export interface HeldTerm {
  readonly term: string;
  /** How many documents hold it; positive. */
  readonly holders: number;
}

/** `term` itself, terms that begin with it, or those that become it by one letter more, less or another, or a swap. */
export interface Expansion {
  readonly kind: 'exact' | 'prefix' | 'edit';
  readonly term: string;
  /** The most to return: those that most documents hold. */
  readonly limit: number;
}

/** What a term of the query adds to a score: `contribution = weight · idf · saturation`. */
export interface TermExplanation {
  readonly term: string;
  readonly contribution: number;
  /** How often it counts in the query. */
  readonly weight: number;
  readonly idf: number;
  /** What frequency and length make, in idfs. */
  readonly saturation: number;
  /** By field of the index. */
  readonly fields: readonly FieldExplanation[];
}

/** What saturation is computed from, of one field; lengths are in terms. */
export interface FieldExplanation {
  /** Of the term in the field. */
  readonly frequency: number;
  /** Terms in the field, in all. */
  readonly length: number;
  readonly averageLength: number;
}

import { type Bits, clearBit, hasBit } from './bits.ts';

/** The most documents that a part of the index may hold: their numbers in it take 16 bits. */
export const MAX_PART_SIZE = 65_536;

/** Some of the documents of the index, numbered from 0 in the part. Documents are only added at the end, and die. */
export interface Part {
  /** Documents, dead ones included. */
  readonly size: number;
  /** Slot of each document. */
  readonly slots: Int32Array<ArrayBuffer>;
  readonly live: LiveDocuments;
  /** Of a term in a document; -1 where it does not hold the term. */
  codeOf(termId: number, document: number): number;
  /** Sets the bits of the documents that hold a term. */
  markHolders(termId: number, bits: Bits): void;
  /** For each filter that was asked for lately, by key: the live documents that it accepts. */
  readonly accepted: Map<string, AcceptedDocuments>;
}

/** A set of documents of a part, and its size. */
export interface LiveDocuments {
  readonly bits: Bits;
  count: number;
}

export interface AcceptedDocuments extends LiveDocuments {
  /** How many documents, from the first on, the filter has seen. */
  seen: number;
}

/** Takes a document out of the part, and out of what filters accept. */
export function bury({ live, accepted }: Part, document: number): void {
  for (const set of [live, ...accepted.values()]) {
    if (!hasBit(set.bits, document)) continue;
    clearBit(set.bits, document);
    set.count -= 1;
  }
}

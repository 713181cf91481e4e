import { grown } from '@tsr/storage';
import { setBit, wordsFor } from './bits.ts';
import { type AcceptedDocuments, type LiveDocuments, MAX_PART_SIZE, type Part } from './part.ts';

/**
 * A part that documents are added to: searchable at once, and written as a {@link Segment} when it has grown. The
 * postings of a term are a chain through one flat array, last document first.
 */
export interface FreshPart extends Part {
  /** Term ids that have postings, in order of appearance. */
  readonly termIds: readonly number[];
  /** A posting is at its number times {@link STRIDE}: document, code, and the number of the one before, of the same term. */
  readonly chains: Int32Array<ArrayBuffer>;
  /** How many postings there are. */
  readonly postings: number;
  /** The first `count` of each: a document's distinct terms and their codes. */
  add(slot: number, termIds: ArrayLike<number>, codes: ArrayLike<number>, count: number): number;
  /** Number of the last posting of a term; 0 where there is none: numbers begin at 1. */
  headOf(termId: number): number;
}

export const STRIDE = 3;
export const CODE = 1;
export const PREVIOUS = 2;

export function createFreshPart(): FreshPart {
  let chains = new Int32Array(1024 * STRIDE);
  let postings = 0;
  /** By term id. */
  let heads = new Uint32Array(1024);
  const used: number[] = [];
  let slots = new Int32Array(64);
  let size = 0;
  const live: LiveDocuments = { bits: new Uint32Array(wordsFor(MAX_PART_SIZE)), count: 0 };
  const accepted = new Map<string, AcceptedDocuments>();

  const headOf = (termId: number): number => heads[termId] ?? 0;

  function addPosting(termId: number, code: number): void {
    if (termId >= heads.length) heads = grown(heads, termId + 1);
    const last = heads[termId] as number;
    if (last === 0) used.push(termId);
    postings += 1;
    const at = postings * STRIDE;
    chains[at] = size;
    chains[at + CODE] = code;
    chains[at + PREVIOUS] = last;
    heads[termId] = postings;
  }

  return {
    get size() {
      return size;
    },
    get slots() {
      return slots;
    },
    live,
    accepted,
    termIds: used,
    get chains() {
      return chains;
    },
    get postings() {
      return postings;
    },
    add(slot, termIds, codes, count) {
      chains = grown(chains, (postings + count + 1) * STRIDE);
      for (let term = 0; term < count; term++) addPosting(termIds[term] as number, codes[term] as number);
      slots = grown(slots, size + 1);
      slots[size] = slot;
      setBit(live.bits, size);
      live.count += 1;
      size += 1;
      return size - 1;
    },
    headOf,
    codeOf(termId, document) {
      for (let at = headOf(termId) * STRIDE; at > 0; at = (chains[at + PREVIOUS] as number) * STRIDE) {
        if ((chains[at] as number) <= document) return chains[at] === document ? (chains[at + CODE] as number) : -1;
      }
      return -1;
    },
    markHolders(termId, bits) {
      for (let at = headOf(termId) * STRIDE; at > 0; at = (chains[at + PREVIOUS] as number) * STRIDE) {
        setBit(bits, chains[at] as number);
      }
    },
  };
}

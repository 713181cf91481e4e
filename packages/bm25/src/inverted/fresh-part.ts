import { setBit, wordsFor } from './bits.ts';
import { grown } from './growable.ts';
import { type LiveDocuments, MAX_PART_SIZE, type Part } from './part.ts';

/**
 * A part that documents are added to: searchable at once, and written as a {@link Segment} when it has grown. The
 * postings of a term are a chain through flat arrays, last document first.
 */
export interface FreshPart extends Part {
  /** Term ids that have postings, in order of appearance. */
  readonly termIds: readonly number[];
  readonly chains: Chains;
  /** The first `count` of each: a document's distinct terms and their codes. */
  add(slot: number, termIds: ArrayLike<number>, codes: ArrayLike<number>, count: number): number;
  /** Number of the last posting of a term; -1 where there is none. */
  headOf(termId: number): number;
}

export interface Chains {
  readonly docs: Uint16Array<ArrayBuffer>;
  readonly codes: Uint32Array<ArrayBuffer>;
  /** Number of the posting before, of the same term; -1 at the end. */
  readonly previous: Int32Array<ArrayBuffer>;
  /** How many postings there are. */
  readonly count: number;
}

export function createFreshPart(): FreshPart {
  let docs = new Uint16Array(1024);
  let postingCodes = new Uint32Array(1024);
  let previous = new Int32Array(1024);
  let count = 0;
  /** One more than the number of the last posting, by term id. */
  let heads = new Uint32Array(1024);
  const used: number[] = [];
  let slots = new Int32Array(64);
  let size = 0;
  const live: LiveDocuments = { bits: new Uint32Array(wordsFor(MAX_PART_SIZE)), count: 0 };

  const headOf = (termId: number): number => (heads[termId] ?? 0) - 1;

  function reserve(postings: number): void {
    docs = grown(docs, postings);
    postingCodes = grown(postingCodes, postings);
    previous = grown(previous, postings);
  }

  function addPosting(termId: number, code: number): void {
    heads = grown(heads, termId + 1);
    const last = heads[termId] as number;
    if (last === 0) used.push(termId);
    docs[count] = size;
    postingCodes[count] = code;
    previous[count] = last - 1;
    count += 1;
    heads[termId] = count;
  }

  return {
    get size() {
      return size;
    },
    get slots() {
      return slots;
    },
    live,
    accepted: new Map(),
    termIds: used,
    get chains() {
      return { docs, codes: postingCodes, previous, count };
    },
    add(slot, termIds, codes, terms) {
      reserve(count + terms);
      for (let term = 0; term < terms; term++) addPosting(termIds[term] as number, codes[term] as number);
      slots = grown(slots, size + 1);
      slots[size] = slot;
      setBit(live.bits, size);
      live.count += 1;
      size += 1;
      return size - 1;
    },
    headOf,
    codeOf(termId, document) {
      let at = headOf(termId);
      while (at >= 0 && (docs[at] as number) > document) at = previous[at] as number;
      return at >= 0 && docs[at] === document ? (postingCodes[at] as number) : -1;
    },
    markHolders(termId, bits) {
      for (let at = headOf(termId); at >= 0; at = previous[at] as number) setBit(bits, docs[at] as number);
    },
  };
}

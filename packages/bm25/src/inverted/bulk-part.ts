import { grown } from '@tsr/storage';
import type { Statistics } from './merge-segments.ts';
import type { Segment } from './segment.ts';
import { createSegmentWriter } from './segment-writer.ts';

/** Collects documents for a segment, to be written all at once: not searchable, and faster than a fresh part. */
export interface BulkPart {
  readonly size: number;
  /** To be called before as many postings are added. Yields after each array that grew: copying one takes milliseconds. */
  makeRoom(count: number): Generator<void>;
  /** The first `count` of each: a document's distinct terms and their codes. */
  add(slot: number, termIds: ArrayLike<number>, codes: ArrayLike<number>, count: number): void;
  /** Yields after each list, and now and then while it sorts. */
  write(statistics: Statistics): Generator<void, Segment>;
}

/** Postings between two yields. */
const PIECE = 4096;

export function createBulkPart(): BulkPart {
  /** Of each posting, in order of arrival. */
  let termIds = new Uint32Array(1024);
  let codes = new Uint32Array(1024);
  let documents = new Uint16Array(1024);
  let postings = 0;
  /** How many postings a term has. */
  let counts = new Uint32Array(1024);
  const used: number[] = [];
  let slots = new Int32Array(64);
  let size = 0;

  function* makeRoom(count: number): Generator<void> {
    if (postings + count <= termIds.length) return;
    termIds = grown(termIds, postings + count);
    yield;
    codes = grown(codes, postings + count);
    yield;
    documents = grown(documents, postings + count);
    yield;
  }

  function add(slot: number, ids: ArrayLike<number>, codesOf: ArrayLike<number>, count: number): void {
    for (let term = 0; term < count; term++) addPosting(ids[term] as number, codesOf[term] as number);
    slots = grown(slots, size + 1);
    slots[size] = slot;
    size += 1;
  }

  function addPosting(termId: number, code: number): void {
    if (termId >= counts.length) counts = grown(counts, termId + 1);
    if (counts[termId] === 0) used.push(termId);
    counts[termId] = (counts[termId] as number) + 1;
    termIds[postings] = termId;
    codes[postings] = code;
    documents[postings] = size;
    postings += 1;
  }

  /** Numbers of the postings by term, then document: a counting sort. Leaves in `counts` where each list ends. */
  function* byTerm(order: Int32Array<ArrayBuffer>): Generator<void, Uint32Array> {
    let start = 0;
    for (const termId of order) {
      const count = counts[termId] as number;
      counts[termId] = start;
      start += count;
    }
    const sorted = new Uint32Array(postings);
    for (let posting = 0; posting < postings; posting++) {
      const termId = termIds[posting] as number;
      const at = counts[termId] as number;
      sorted[at] = posting;
      counts[termId] = at + 1;
      if (posting % PIECE === 0) yield;
    }
    return sorted;
  }

  return {
    get size() {
      return size;
    },
    makeRoom,
    add,
    *write(statistics) {
      const order = Int32Array.from(used).sort();
      // Before the first yield, after which the statistics are no longer good.
      const writer = createSegmentWriter({ ...statistics, slots: slots.slice(0, size), postings });
      const sorted = yield* byTerm(order);
      let at = 0;
      for (const termId of order) {
        for (; at < (counts[termId] as number); at++) {
          const posting = sorted[at] as number;
          writer.add(documents[posting] as number, codes[posting] as number);
        }
        writer.endList(termId);
        yield;
      }
      return writer.finish();
    },
  };
}

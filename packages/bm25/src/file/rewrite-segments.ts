import { hasBit } from '../inverted/bits.ts';
import type { IndexState } from '../inverted/index-state.ts';
import { MAX_PART_SIZE } from '../inverted/part.ts';
import { positionOf, type Segment } from '../inverted/segment.ts';
import { createSegmentWriter } from '../inverted/segment-writer.ts';
import type { NewNumbers } from './new-numbers.ts';

/** A segment that gives documents to the one that is written. */
interface Source {
  readonly segment: Segment;
  /** Of each document, its number in the new segment; -1 if it is in another one. */
  readonly numbers: Int32Array<ArrayBuffer>;
}

/** All postings under new numbers, in as few segments as can be: one after the other, yielding `undefined` between. */
export function* rewriteSegments(state: IndexState, numbers: NewNumbers): Generator<Segment | undefined> {
  for (let from = 0; from < numbers.slots.length; from += MAX_PART_SIZE) yield* rewrite(state, numbers, from);
}

function* rewrite(state: IndexState, numbers: NewNumbers, from: number): Generator<Segment | undefined> {
  const { averages } = state;
  const size = Math.min(MAX_PART_SIZE, numbers.slots.length - from);
  const sources = sourcesOf(state, numbers, from, from + size);
  const saturations = reordered(state.codes.saturations(averages), numbers.codes);
  const writer = createSegmentWriter({
    slots: Int32Array.from({ length: size }, (_, document) => from + document),
    postings: sources.reduce((sum, { segment }) => sum + segment.docs.length, 0),
    codeCount: numbers.codes.length,
    averages,
    saturations,
  });
  for (const [newTermId, termId] of numbers.terms.entries()) {
    for (const posting of postingsOf(sources, termId)) {
      writer.add(Math.floor(posting / CODES), numbers.codeOf[posting % CODES] as number);
    }
    writer.endList(newTermId);
    yield;
  }
  yield writer.finish();
}

const CODES = 2 ** 32;

/** Document and old code of each posting, as one number: they sort by document. */
function postingsOf(sources: readonly Source[], termId: number): Float64Array<ArrayBuffer> {
  const found: number[] = [];
  for (const { segment, numbers } of sources) {
    const list = positionOf(segment.termIds, termId);
    if (list < 0) continue;
    for (let at = segment.starts[list] as number; at < (segment.starts[list + 1] as number); at++) {
      const document = numbers[segment.docs[at] as number] as number;
      if (document >= 0) found.push(document * CODES + (segment.codes[at] as number));
    }
  }
  return Float64Array.from(found).sort();
}

function sourcesOf({ segments }: IndexState, { documentOf }: NewNumbers, from: number, to: number): readonly Source[] {
  return segments.flatMap((segment) => {
    let gives = false;
    const numbers = Int32Array.from(segment.slots, (slot, document) => {
      const number = hasBit(segment.live.bits, document) ? (documentOf[slot] as number) : -1;
      const inside = number >= from && number < to;
      gives ||= inside;
      return inside ? number - from : -1;
    });
    return gives ? [{ segment, numbers }] : [];
  });
}

function reordered(values: Float64Array, order: readonly number[]): Float64Array {
  return Float64Array.from(order, (at) => values[at] as number);
}

import type { IndexState } from '../inverted/index-state.ts';
import { MAX_PART_SIZE } from '../inverted/part.ts';
import { positionOf, type Segment } from '../inverted/segment.ts';
import { createSegmentWriter } from '../inverted/segment-writer.ts';
import type { NewNumbers, RenumberedSegment } from './new-numbers.ts';

/** A document and a code in one number, which sorts by document. */
const CODES = 2 ** 32;

/** All postings under new numbers, in as few segments as can be: one after the other, and `undefined` between pieces of work. */
export function* rewriteSegments(state: IndexState, numbers: NewNumbers): Generator<Segment | undefined> {
  for (let from = 0; from < numbers.slots.length; from += MAX_PART_SIZE) yield* rewrite(state, numbers, from);
}

function* rewrite(state: IndexState, numbers: NewNumbers, from: number): Generator<Segment | undefined> {
  const { averages } = state;
  const size = Math.min(MAX_PART_SIZE, numbers.slots.length - from);
  const sources = numbers.segments.filter(({ lowest, highest }) => lowest < from + size && highest >= from);
  const old = state.codes.saturations(averages);
  const writer = createSegmentWriter({
    slots: Int32Array.from(numbers.slots.subarray(from, from + size).keys()),
    postings: sources.reduce((sum, { segment }) => sum + segment.docs.length, 0),
    codeCount: numbers.codes.length,
    averages,
    saturations: Float64Array.from(numbers.codes, (code) => old[code] as number),
  });
  const list = new Float64Array(size);
  for (let term = 0; term < numbers.terms.length; term++) {
    const count = readList(sources, numbers.terms[term] as number, from, list);
    for (let at = 0; at < count; at++) {
      const posting = list[at] as number;
      writer.add(Math.floor(posting / CODES), numbers.codeOf[posting % CODES] as number);
    }
    writer.endList(term);
    yield;
  }
  yield writer.finish();
}

/** Postings of a term in documents from `from` on, as many as there is room for, sorted. Gives their number. */
function readList(sources: readonly RenumberedSegment[], termId: number, from: number, list: Float64Array): number {
  let count = 0;
  let before = -1;
  let ascending = true;
  for (const { segment, numbers } of sources) {
    const { termIds, starts, docs, codes } = segment;
    const number = positionOf(termIds, termId);
    if (number < 0) continue;
    for (let at = starts[number] as number; at < (starts[number + 1] as number); at++) {
      const document = (numbers[docs[at] as number] as number) - from;
      if (document < 0 || document >= list.length) continue;
      ascending &&= document > before;
      before = document;
      list[count++] = document * CODES + (codes[at] as number);
    }
  }
  if (!ascending) list.subarray(0, count).sort();
  return count;
}

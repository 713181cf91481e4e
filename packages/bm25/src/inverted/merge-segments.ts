import { hasBit } from './bits.ts';
import type { Part } from './part.ts';
import type { Segment } from './segment.ts';
import { createSegmentWriter, type SegmentWriterOptions } from './segment-writer.ts';

/** What bounds are computed from. */
export type Statistics = Pick<SegmentWriterOptions, 'codeCount' | 'averages' | 'saturations'>;

/**
 * One segment of several, without their dead documents, in their order. Yields after each list. Documents that die
 * meanwhile are in it.
 */
export function* mergeSegments(segments: readonly Segment[], statistics: Statistics): Generator<void, Segment> {
  const sources = segments.map((segment) => ({ segment, list: 0, ...liveDocuments(segment) }));
  let base = 0;
  for (const { slots, numbers } of sources) {
    for (let document = 0; document < numbers.length; document++) {
      if ((numbers[document] as number) >= 0) numbers[document] = (numbers[document] as number) + base;
    }
    base += slots.length;
  }
  const writer = createSegmentWriter({
    ...statistics,
    slots: concatenated(sources.map(({ slots }) => slots)),
    postings: segments.reduce((sum, { docs }) => sum + docs.length, 0),
  });
  for (;;) {
    const termId = Math.min(...sources.map(({ segment, list }) => segment.termIds[list] ?? Number.POSITIVE_INFINITY));
    if (termId === Number.POSITIVE_INFINITY) return writer.finish();
    for (const source of sources) {
      const { segment, list, numbers } = source;
      if (segment.termIds[list] !== termId) continue;
      for (let at = segment.starts[list] as number; at < (segment.starts[list + 1] as number); at++) {
        const document = numbers[segment.docs[at] as number] as number;
        if (document >= 0) writer.add(document, segment.codes[at] as number);
      }
      source.list += 1;
    }
    writer.endList(termId);
    yield;
  }
}

export interface NumberedDocuments {
  /** Slots of the documents that live. */
  readonly slots: Int32Array<ArrayBuffer>;
  /** Of each document, its number among those that live; -1 for the dead. */
  readonly numbers: Int32Array<ArrayBuffer>;
}

export function liveDocuments({ size, slots, live }: Part): NumberedDocuments {
  const numbers = new Int32Array(size);
  const kept = new Int32Array(live.count);
  let count = 0;
  for (let document = 0; document < size; document++) {
    const lives = hasBit(live.bits, document);
    numbers[document] = lives ? count : -1;
    if (lives) kept[count++] = slots[document] as number;
  }
  return { slots: kept, numbers };
}

function concatenated(arrays: readonly Int32Array<ArrayBuffer>[]): Int32Array<ArrayBuffer> {
  const all = new Int32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    all.set(array, at);
    at += array.length;
  }
  return all;
}

import { CODE, type FreshPart, PREVIOUS, STRIDE } from './fresh-part.ts';
import { liveDocuments, type Statistics } from './merge-segments.ts';
import type { Segment } from './segment.ts';
import { createSegmentWriter } from './segment-writer.ts';

/** Writes a fresh part as a segment, without its dead documents. Yields after each list. */
export function* writeFresh(fresh: FreshPart, statistics: Statistics): Generator<void, Segment> {
  const { slots, numbers } = liveDocuments(fresh);
  const { chains, postings } = fresh;
  const writer = createSegmentWriter({ ...statistics, slots, postings });
  // One list, turned around here: chains begin at the end.
  const documents = new Uint16Array(fresh.size);
  const codes = new Int32Array(fresh.size);
  for (const termId of Int32Array.from(fresh.termIds).sort()) {
    let length = 0;
    for (let at = fresh.headOf(termId) * STRIDE; at > 0; at = (chains[at + PREVIOUS] as number) * STRIDE) {
      documents[length] = chains[at] as number;
      codes[length] = chains[at + CODE] as number;
      length += 1;
    }
    while (length > 0) {
      length -= 1;
      const document = numbers[documents[length] as number] as number;
      if (document >= 0) writer.add(document, codes[length] as number);
    }
    writer.endList(termId);
    yield;
  }
  return writer.finish();
}

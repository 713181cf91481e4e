import type { FreshPart } from './fresh-part.ts';
import { liveDocuments, type Statistics } from './merge-segments.ts';
import type { Segment } from './segment.ts';
import { createSegmentWriter } from './segment-writer.ts';

/** Documents of one list, turned around here: chains begin at the end. */
const reversed = new Int32Array(65_536);

/** Writes a fresh part as a segment, without its dead documents. Yields now and then, at most some 100 µs apart. */
export function* writeFresh(fresh: FreshPart, statistics: Statistics): Generator<void, Segment> {
  const { slots, numbers } = liveDocuments(fresh);
  const { docs, codes, previous, count } = fresh.chains;
  const writer = createSegmentWriter({ ...statistics, slots, postings: count });
  for (const termId of Int32Array.from(fresh.termIds).sort()) {
    let length = 0;
    for (let at = fresh.headOf(termId); at >= 0; at = previous[at] as number) reversed[length++] = at;
    while (length > 0) {
      const at = reversed[--length] as number;
      const document = numbers[docs[at] as number] as number;
      if (document >= 0) writer.add(document, codes[at] as number);
    }
    writer.endList(termId);
    yield;
  }
  return writer.finish();
}

import { damaged, type FilePlace, type Sections } from '@tsr/storage';
import { wordsFor } from '../inverted/bits.ts';
import { createIndexState, type IndexState } from '../inverted/index-state.ts';
import { MAX_PART_SIZE } from '../inverted/part.ts';
import type { Codes, Segment } from '../inverted/segment.ts';
import { segmentOf } from '../inverted/segment-writer.ts';
import type { IndexDescription } from './encode-index.ts';

/** Views of the sections as numbers; `place` is for errors. */
interface Reader {
  bytes(name: string): Uint8Array<ArrayBuffer>;
  json<T>(name: string): T;
  has(name: string): boolean;
  readonly place: FilePlace;
}

function readerOf(sections: Sections, place: FilePlace): Reader {
  function bytes(name: string): Uint8Array<ArrayBuffer> {
    const found = sections.get(name);
    if (!found) throw damaged(place, `has no section ${name}`);
    return found;
  }
  return { bytes, json: (name) => JSON.parse(decoder.decode(bytes(name))), has: (name) => sections.has(name), place };
}

const decoder = new TextDecoder();
const uint16 = ({ buffer }: Uint8Array<ArrayBuffer>) => new Uint16Array(buffer);
const uint32 = ({ buffer }: Uint8Array<ArrayBuffer>) => new Uint32Array(buffer);
const int32 = ({ buffer }: Uint8Array<ArrayBuffer>) => new Int32Array(buffer);
const float32 = ({ buffer }: Uint8Array<ArrayBuffer>) => new Float32Array(buffer);

export function readDescription(sections: Sections, place: FilePlace): IndexDescription {
  return readerOf(sections, place).json('description');
}

/** The numbers of an index. Checksums vouch for what is in the sections. */
export function decodeState(sections: Sections, description: IndexDescription, place: FilePlace): IndexState {
  const reader = readerOf(sections, place);
  const { documents, segments, totals, parameters } = description;
  const state = createIndexState(parameters, {
    terms: reader.json('terms'),
    holders: uint32(reader.bytes('holders')),
    codes: uint32(reader.bytes('codes')),
  });
  state.count(documents, totals);
  for (let at = 0; at < segments; at++) state.attach(decodeSegment(reader, at, documents, state.averages));
  return state;
}

function decodeSegment(reader: Reader, at: number, documents: number, averages: readonly number[]): Segment {
  const read = (part: string): Uint8Array<ArrayBuffer> => reader.bytes(`segment ${at} ${part}`);
  const first = at * MAX_PART_SIZE;
  const size = Math.min(MAX_PART_SIZE, documents - first);
  const wide = reader.has(`segment ${at} wide codes`);
  const codes: Codes = wide ? uint32(read('wide codes')) : uint16(read('codes'));
  return segmentOf(
    Int32Array.from({ length: size }, (_, document) => first + document),
    {
      termIds: int32(read('terms')),
      starts: uint32(read('starts')),
      docs: uint16(read('documents')),
      codes,
      dense: {
        lists: int32(read('dense lists')),
        words: wordsFor(size),
        bits: uint32(read('dense bits')),
        ranks: uint16(read('dense ranks')),
      },
      bounds: { averages, maxima: float32(read('maxima')) },
    },
  );
}

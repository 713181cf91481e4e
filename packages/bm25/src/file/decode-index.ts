import type { Document } from '@tsr/core';
import { wordsFor } from '../inverted/bits.ts';
import { createIndexState, type IndexState } from '../inverted/index-state.ts';
import { MAX_PART_SIZE } from '../inverted/part.ts';
import type { Codes, Segment } from '../inverted/segment.ts';
import { segmentOf } from '../inverted/segment-writer.ts';
import type { IndexDescription } from './encode-index.ts';
import { damaged, type Sections } from './sections.ts';

/** Documents that are read when they are asked for. */
export interface StoredDocuments {
  readonly count: number;
  at(number: number): Document;
  /** Of each its rank among all ids, from 1. */
  readonly idRanks: Int32Array<ArrayBuffer>;
  /** Shards of a table of ids. */
  readonly ids: readonly Int32Array<ArrayBuffer>[];
}

/** Views of the sections as numbers; `path` is for errors. */
interface Reader {
  bytes(name: string): Uint8Array<ArrayBuffer>;
  json<T>(name: string): T;
  has(name: string): boolean;
  readonly path: string;
}

function readerOf(sections: Sections, path: string): Reader {
  function bytes(name: string): Uint8Array<ArrayBuffer> {
    const found = sections.get(name);
    if (!found) throw damaged(path, `has no section ${name}`);
    return found;
  }
  return { bytes, json: (name) => JSON.parse(decoder.decode(bytes(name))), has: (name) => sections.has(name), path };
}

const decoder = new TextDecoder();
const uint16 = ({ buffer }: Uint8Array<ArrayBuffer>) => new Uint16Array(buffer);
const uint32 = ({ buffer }: Uint8Array<ArrayBuffer>) => new Uint32Array(buffer);
const int32 = ({ buffer }: Uint8Array<ArrayBuffer>) => new Int32Array(buffer);
const float32 = ({ buffer }: Uint8Array<ArrayBuffer>) => new Float32Array(buffer);
const float64 = ({ buffer }: Uint8Array<ArrayBuffer>) => new Float64Array(buffer);

export function readDescription(sections: Sections, path: string): IndexDescription {
  return readerOf(sections, path).json('description');
}

/** The numbers of an index. Checksums vouch for what is in the sections. */
export function decodeState(sections: Sections, description: IndexDescription, path: string): IndexState {
  const reader = readerOf(sections, path);
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

export function decodeDocuments(sections: Sections, { documents }: IndexDescription, path: string): StoredDocuments {
  const reader = readerOf(sections, path);
  const text = reader.bytes('documents');
  const starts = float64(reader.bytes('document starts'));
  return {
    count: documents,
    at: (number) => JSON.parse(decoder.decode(text.subarray(starts[number], starts[number + 1]))),
    idRanks: int32(reader.bytes('id ranks')),
    ids: split(int32(reader.bytes('id shards')), uint32(reader.bytes('id shard lengths'))),
  };
}

function split(all: Int32Array<ArrayBuffer>, lengths: Uint32Array): readonly Int32Array<ArrayBuffer>[] {
  let start = 0;
  return Array.from(lengths, (length) => {
    start += length;
    return all.slice(start - length, start);
  });
}

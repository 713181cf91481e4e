import type { Document } from '@tsr/core';
import type { DocumentSlots } from './document-slots.ts';
import { createIdTable } from './id-table.ts';
import { bytesOf, damaged, type FilePlace, type SectionPiece, type Sections } from './sections.ts';

/** Documents that are read when they are asked for. */
export interface StoredDocuments {
  /** One above the highest slot. */
  readonly end: number;
  /** Slots below without a document. */
  readonly holes: readonly number[];
  at(slot: number): Document;
  /** Of each slot the rank of its id among all ids, from 1. */
  readonly idRanks: Int32Array<ArrayBuffer>;
  /** Shards of a table of ids. */
  readonly ids: readonly Int32Array<ArrayBuffer>[];
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
/** Bytes of documents per piece. */
const PIECE = 2 ** 20;

/**
 * The sections that the documents in `slots`, ascending, are stored in; `undefined` between pieces of work. When they are
 * read again they are in slots from 0 on or, with `keepSlots`, where they were.
 */
export function* encodeDocuments(
  { at, order }: Pick<DocumentSlots, 'at' | 'order'>,
  slots: Int32Array,
  { keepSlots = false }: { readonly keepSlots?: boolean } = {},
): Generator<SectionPiece | undefined> {
  const kept = keepSlots ? slots : Int32Array.from(slots.keys());
  yield section('document slots', kept);
  yield* encodeTexts(at, slots);
  yield section('id ranks', Int32Array.from(slots, order.rankOf));
  yield* encodeIds(at, slots, kept);
}

/** Checksums vouch for what is in the sections. */
export function decodeDocuments(sections: Sections, place: FilePlace): StoredDocuments {
  const read = (name: string): ArrayBuffer => {
    const found = sections.get(name);
    if (!found) throw damaged(place, `has no section ${name}`);
    return found.buffer;
  };
  const slots = new Int32Array(read('document slots'));
  const text = new Uint8Array(read('documents'));
  const starts = new Float64Array(read('document starts'));
  const ranks = new Int32Array(read('id ranks'));
  const end = (slots.at(-1) ?? -1) + 1;
  const numbers = new Int32Array(end).fill(-1);
  const idRanks = new Int32Array(end);
  for (const [number, slot] of slots.entries()) {
    numbers[slot] = number;
    idRanks[slot] = ranks[number] as number;
  }
  return {
    end,
    holes: slots.length === end ? [] : Array.from(numbers.keys()).filter((slot) => numbers[slot] === -1),
    at(slot) {
      const number = numbers[slot] as number;
      return JSON.parse(decoder.decode(text.subarray(starts[number], starts[number + 1])));
    },
    idRanks,
    ids: split(new Int32Array(read('id shards')), new Uint32Array(read('id shard lengths'))),
  };
}

function section(name: string, array: ArrayBufferView): SectionPiece {
  return { name, bytes: bytesOf(array) };
}

/** Documents in JSON, one after the other, and where each begins. */
function* encodeTexts(at: DocumentSlots['at'], slots: Int32Array): Generator<SectionPiece | undefined> {
  const starts = new Float64Array(slots.length + 1);
  const piece = new Uint8Array(PIECE);
  let filled = 0;
  for (const [number, slot] of slots.entries()) {
    const bytes = encoder.encode(jsonOf(at(slot)));
    if (filled + bytes.length > PIECE) {
      yield section('documents', piece.slice(0, filled));
      filled = 0;
    }
    if (bytes.length > PIECE) yield section('documents', bytes);
    else {
      piece.set(bytes, filled);
      filled += bytes.length;
    }
    starts[number + 1] = (starts[number] as number) + bytes.length;
    if (number % 64 === 0) yield;
  }
  yield section('documents', piece.slice(0, filled));
  yield section('document starts', starts);
}

/** What the contract knows, in one order. */
function jsonOf({ id, title, content, metadata, source }: Document): string {
  return JSON.stringify({ id, title, content, metadata, source });
}

/** The table of ids, shard after shard, and how long each is. */
function* encodeIds(at: DocumentSlots['at'], slots: Int32Array, kept: Int32Array): Generator<SectionPiece | undefined> {
  // Slots that are not kept are their numbers.
  const idAt = (slot: number): string => at(slots === kept ? slot : (slots[slot] as number)).id;
  const ids = createIdTable(idAt);
  for (const [number, slot] of kept.entries()) {
    ids.set(idAt(slot), slot);
    if (number % 1024 === 0) yield;
  }
  yield section(
    'id shard lengths',
    Uint32Array.from(ids.shards, ({ length }) => length),
  );
  for (const shard of ids.shards) yield section('id shards', shard);
}

function split(all: Int32Array<ArrayBuffer>, lengths: Uint32Array): readonly Int32Array<ArrayBuffer>[] {
  let start = 0;
  return Array.from(lengths, (length) => {
    start += length;
    return all.slice(start - length, start);
  });
}

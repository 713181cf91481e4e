import { sortedInPieces } from '@tsr/storage';
import { type Bits, hasBit, setBit, wordsFor } from '../inverted/bits.ts';
import type { IndexState } from '../inverted/index-state.ts';
import type { Segment } from '../inverted/segment.ts';

/**
 * Numbers for a file, such that equal content in equal order gives equal bytes, whatever happened before: documents by
 * slot, terms by code units, codes by their values; what is not used any more has none.
 */
export interface NewNumbers {
  /** Slots of the documents, in order. */
  readonly slots: Int32Array<ArrayBuffer>;
  readonly segments: readonly RenumberedSegment[];
  /** Old numbers, in order. */
  readonly terms: readonly number[];
  readonly codes: readonly number[];
  /** Of each old code. */
  readonly codeOf: Uint32Array<ArrayBuffer>;
}

export interface RenumberedSegment {
  readonly segment: Segment;
  /** Of each document its new number; -1 if it is dead. */
  readonly numbers: Int32Array<ArrayBuffer>;
  /** The lowest and the highest of them. */
  readonly lowest: number;
  readonly highest: number;
}

/** Numbers sorted or looked at between two yields. */
const PIECE = 4096;

/** Yields now and then. All documents are in segments. */
export function* newNumbers(state: IndexState): Generator<void, NewNumbers> {
  const slots = yield* liveSlots(state);
  const numberOf = new Int32Array((slots.at(-1) ?? -1) + 1);
  for (let document = 0; document < slots.length; document++) numberOf[slots[document] as number] = document;
  yield;
  const segments: RenumberedSegment[] = [];
  for (const segment of state.segments) {
    segments.push(renumbered(segment, numberOf));
    yield;
  }
  const codes = yield* usedCodes(state);
  const codeOf = new Uint32Array(state.codes.count);
  for (const [number, code] of codes.entries()) codeOf[code] = number;
  return { slots, segments, terms: yield* usedTerms(state), codes, codeOf };
}

/** Ascending. */
function* liveSlots({ segments, size }: IndexState): Generator<void, Int32Array<ArrayBuffer>> {
  let highest = -1;
  for (const { slots } of segments) {
    for (const slot of slots) highest = Math.max(highest, slot);
    yield;
  }
  const taken: Bits = new Uint32Array(wordsFor(highest + 1));
  for (const { slots, live, size: documents } of segments) {
    for (let document = 0; document < documents; document++) {
      if (hasBit(live.bits, document)) setBit(taken, slots[document] as number);
    }
    yield;
  }
  const found = new Int32Array(size);
  let count = 0;
  for (let slot = 0; slot <= highest; slot++) {
    if (hasBit(taken, slot)) found[count++] = slot;
    if (slot % (16 * PIECE) === 0) yield;
  }
  return found;
}

function renumbered(segment: Segment, numberOf: Int32Array): RenumberedSegment {
  const { size, slots, live } = segment;
  const numbers = new Int32Array(size).fill(-1);
  let lowest = Number.POSITIVE_INFINITY;
  let highest = -1;
  for (let document = 0; document < size; document++) {
    if (!hasBit(live.bits, document)) continue;
    const number = numberOf[slots[document] as number] as number;
    numbers[document] = number;
    lowest = Math.min(lowest, number);
    highest = Math.max(highest, number);
  }
  return { segment, numbers, lowest, highest };
}

function* usedCodes({ segments, codes }: IndexState): Generator<void, readonly number[]> {
  const used = new Uint8Array(codes.count);
  for (const segment of segments) {
    for (let posting = 0; posting < segment.codes.length; posting++) {
      if (hasBit(segment.live.bits, segment.docs[posting] as number)) used[segment.codes[posting] as number] = 1;
      if (posting % (16 * PIECE) === 0) yield;
    }
  }
  const numbers = Array.from(used.keys()).filter((code) => used[code] === 1);
  const values = new Map(numbers.map((code) => [code, codes.valuesOf(code)]));
  yield;
  return yield* sortedInPieces(numbers, (a, b) => compareValues(values.get(a) ?? [], values.get(b) ?? []));
}

function compareValues(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] as number) - (b[at] as number);
}

/** Terms that documents hold. */
function* usedTerms({ dictionary }: IndexState): Generator<void, readonly number[]> {
  const used: number[] = [];
  for (let id = 0; id < dictionary.size; id++) if (dictionary.holdersOf(id) > 0) used.push(id);
  yield;
  return yield* sortedInPieces(used, (a, b) => (dictionary.termAt(a) < dictionary.termAt(b) ? -1 : 1));
}

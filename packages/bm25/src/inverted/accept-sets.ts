import type { SlotFilter } from '../lexical-engine.ts';
import { type Bits, countBits, hasBit, setBit } from './bits.ts';
import type { LiveDocuments, Part } from './part.ts';

/** How many filters each part remembers. */
const REMEMBERED = 16;
/** Documents between two yields. */
const PIECE = 1024;

/** The live documents of a part that a filter accepts; remembered, and kept up to date while documents die. */
export function acceptedBy(part: Part, filter: SlotFilter): LiveDocuments {
  const pieces = rememberAccepted(part, filter);
  for (let step = pieces.next(); ; step = pieces.next()) if (step.done) return step.value;
}

/** {@link acceptedBy}, piece by piece. */
export function* rememberAccepted(part: Part, { key, accepts }: SlotFilter): Generator<void, LiveDocuments> {
  const { accepted, live } = part;
  const set = accepted.get(key) ?? { bits: new Uint32Array(live.bits.length), count: 0, seen: 0 };
  accepted.delete(key);
  accepted.set(key, set);
  if (accepted.size > REMEMBERED) accepted.delete(accepted.keys().next().value as string);
  while (set.seen < part.size) {
    const document = set.seen;
    set.seen += 1;
    if (hasBit(live.bits, document) && accepts(part.slots[document] as number)) {
      setBit(set.bits, document);
      set.count += 1;
    }
    if (set.seen % PIECE === 0) yield;
  }
  return set;
}

/** Terms that hits must hold, or must not. */
export interface TermConditions {
  /** Ids; undefined: a term that no document holds. */
  readonly required: readonly (number | undefined)[];
  readonly excluded: readonly (readonly (number | undefined)[])[];
}

/** Those of `set` that meet the conditions. */
export function meeting(part: Part, set: LiveDocuments, { required, excluded }: TermConditions): LiveDocuments {
  const bits = set.bits.slice();
  for (const termId of required) keep(bits, holders(part, [termId]));
  for (const group of excluded) drop(bits, holders(part, group));
  return { bits, count: countBits(bits) };
}

/** Documents that hold all of the terms. */
function holders(part: Part, termIds: readonly (number | undefined)[]): Bits {
  const all: Bits = new Uint32Array(part.live.bits.length).fill(0xffff_ffff);
  for (const termId of termIds) {
    const bits: Bits = new Uint32Array(all.length);
    if (termId !== undefined) part.markHolders(termId, bits);
    keep(all, bits);
  }
  return all;
}

function keep(bits: Bits, other: Bits): void {
  for (let word = 0; word < bits.length; word++) bits[word] = (bits[word] as number) & (other[word] as number);
}

function drop(bits: Bits, other: Bits): void {
  for (let word = 0; word < bits.length; word++) bits[word] = (bits[word] as number) & ~(other[word] as number);
}

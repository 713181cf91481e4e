import { hasBit } from '../inverted/bits.ts';
import type { IndexState } from '../inverted/index-state.ts';

/**
 * Numbers for a file, such that equal content in equal order gives equal bytes, whatever happened before: documents by
 * slot, terms by code units, codes by their values; what is not used any more has none.
 */
export interface NewNumbers {
  /** Slots of the documents, in order. */
  readonly slots: Int32Array<ArrayBuffer>;
  /** Of each slot, the number of its document; -1 where it is free. */
  readonly documentOf: Int32Array<ArrayBuffer>;
  /** Old numbers, in order. */
  readonly terms: readonly number[];
  readonly codes: readonly number[];
  /** Of each old code. */
  readonly codeOf: Uint32Array<ArrayBuffer>;
}

/** Yields now and then. All documents are in segments. */
export function* newNumbers(state: IndexState): Generator<void, NewNumbers> {
  const slots = yield* liveSlots(state);
  const documentOf = new Int32Array((slots.at(-1) ?? -1) + 1).fill(-1);
  for (let document = 0; document < slots.length; document++) documentOf[slots[document] as number] = document;
  yield;
  const codes = yield* usedCodes(state);
  const codeOf = new Uint32Array(state.codes.count);
  codes.forEach((code, at) => {
    codeOf[code] = at;
  });
  return { slots, documentOf, terms: yield* usedTerms(state), codes, codeOf };
}

function* liveSlots({ segments, size }: IndexState): Generator<void, Int32Array<ArrayBuffer>> {
  const slots = new Int32Array(size);
  let count = 0;
  for (const segment of segments) {
    for (let document = 0; document < segment.size; document++) {
      if (hasBit(segment.live.bits, document)) slots[count++] = segment.slots[document] as number;
    }
    yield;
  }
  return slots.sort();
}

function* usedCodes({ segments, codes }: IndexState): Generator<void, readonly number[]> {
  const used = new Uint8Array(codes.count);
  for (const segment of segments) {
    for (let posting = 0; posting < segment.codes.length; posting++) {
      if (hasBit(segment.live.bits, segment.docs[posting] as number)) used[segment.codes[posting] as number] = 1;
    }
    yield;
  }
  const numbers = Array.from(used.keys()).filter((code) => used[code] === 1);
  const values = new Map(numbers.map((code) => [code, codes.valuesOf(code)]));
  return numbers.sort((a, b) => compareValues(values.get(a) ?? [], values.get(b) ?? []));
}

function compareValues(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] as number) - (b[at] as number);
}

/** Terms that documents hold, in pieces that are sorted and merged. */
function* usedTerms({ dictionary }: IndexState): Generator<void, readonly number[]> {
  const compare = (a: number, b: number): number => (dictionary.termAt(a) < dictionary.termAt(b) ? -1 : 1);
  let runs: number[][] = [];
  for (let id = 0; id < dictionary.size; id += RUN) {
    const run: number[] = [];
    for (let at = id; at < Math.min(id + RUN, dictionary.size); at++) if (dictionary.holdersOf(at) > 0) run.push(at);
    runs.push(run.sort(compare));
    yield;
  }
  while (runs.length > 1) {
    const merged: number[][] = [];
    for (let at = 0; at < runs.length; at += 2)
      merged.push(yield* mergeRuns(runs[at] ?? [], runs[at + 1] ?? [], compare));
    runs = merged;
  }
  return runs[0] ?? [];
}

const RUN = 4096;

function* mergeRuns(a: readonly number[], b: readonly number[], compare: (a: number, b: number) => number) {
  const merged: number[] = [];
  for (let inA = 0, inB = 0; inA < a.length || inB < b.length; ) {
    const fromA = inB === b.length || (inA < a.length && compare(a[inA] as number, b[inB] as number) < 0);
    merged.push((fromA ? a[inA++] : b[inB++]) as number);
    if (merged.length % RUN === 0) yield;
  }
  return merged;
}

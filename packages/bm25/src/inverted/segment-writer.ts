import { grown } from '@tsr/storage';
import { allBits, wordsFor } from './bits.ts';
import { UP } from './bounds.ts';
import type { Codes, DenseLists, Lists, Segment } from './segment.ts';
import { codeIn, markHoldersIn } from './segment.ts';

/** Lists are added by term id ascending, and in each its postings by document ascending. */
export interface SegmentWriter {
  /** Adds to the list that `endList` will end. */
  add(document: number, code: number): void;
  /** Ends a list; one without postings is left out. */
  endList(termId: number): void;
  /** Copies the rest of the work: takes time in the order of milliseconds. */
  finish(): Segment;
}

export interface SegmentWriterOptions {
  /** Slots of the documents. */
  readonly slots: Int32Array<ArrayBuffer>;
  /** At least as many as will be added. */
  readonly postings: number;
  /** How many different codes there are. */
  readonly codeCount: number;
  readonly averages: readonly number[];
  /** Of each code, as of these averages. */
  readonly saturations: Float64Array;
}

/** A list is dense if it holds one document in 16, where bits take less room than documents, and is not short. */
const DENSE_SHARE = 1 / 16;
const DENSE_LENGTH = 256;

export function createSegmentWriter(options: SegmentWriterOptions): SegmentWriter {
  const { slots, postings, codeCount, averages } = options;
  // A copy: searches between the pieces of the work compute them anew for other averages.
  const saturations = options.saturations.slice(0, codeCount);
  const size = slots.length;
  const docs = new Uint16Array(postings);
  const codes: Codes = codeCount > 65_536 ? new Uint32Array(postings) : new Uint16Array(postings);
  const dense = createDenseWriter(size);
  let count = 0;
  let lists = 0;
  let termIds = new Int32Array(1024);
  let starts = new Uint32Array(1025);
  let maxima = new Float64Array(1024);
  let largest = 0;

  function endList(termId: number): void {
    const start = starts[lists] as number;
    if (count === start) return;
    termIds = grown(termIds, lists + 1);
    maxima = grown(maxima, lists + 1);
    starts = grown(starts, lists + 2);
    termIds[lists] = termId;
    maxima[lists] = largest * UP;
    largest = 0;
    if (count - start >= Math.max(DENSE_LENGTH, size * DENSE_SHARE)) dense.add(lists, docs, start, count);
    lists += 1;
    starts[lists] = count;
  }

  return {
    add(document, code) {
      docs[count] = document;
      codes[count] = code;
      count += 1;
      const saturation = saturations[code] as number;
      if (saturation > largest) largest = saturation;
    },
    endList,
    finish: () =>
      segmentOf(slots, {
        termIds: termIds.slice(0, lists),
        starts: starts.slice(0, lists + 1),
        docs: count === postings ? docs : docs.slice(0, count),
        codes: count === postings ? codes : codes.slice(0, count),
        dense: dense.finish(),
        bounds: { averages, maxima: Float32Array.from(maxima.subarray(0, lists)) },
      }),
  };
}

/** A segment in which all documents live. */
export function segmentOf(slots: Int32Array<ArrayBuffer>, lists: Lists & Pick<Segment, 'bounds'>): Segment {
  const size = slots.length;
  return {
    ...lists,
    size,
    slots,
    live: { bits: allBits(size), count: size },
    accepted: new Map(),
    codeOf: (termId, document) => codeIn(lists, termId, document),
    markHolders: (termId, bits) => markHoldersIn(lists, termId, bits),
  };
}

function createDenseWriter(size: number) {
  const words = wordsFor(size);
  const lists: number[] = [];
  let bits = new Uint32Array(0);
  let ranks = new Uint16Array(0);

  function add(list: number, docs: Uint16Array<ArrayBuffer>, start: number, end: number): void {
    const base = lists.length * words;
    bits = grown(bits, base + words);
    ranks = grown(ranks, base + words);
    for (let at = start; at < end; at++) {
      const word = base + ((docs[at] as number) >>> 5);
      bits[word] = (bits[word] as number) | (1 << ((docs[at] as number) & 31));
    }
    let word = 0;
    for (let at = start; at <= end; at++) {
      const last = at === end ? words - 1 : (docs[at] as number) >>> 5;
      for (; word <= last; word++) ranks[base + word] = at - start;
    }
    lists.push(list);
  }

  function finish(): DenseLists {
    const used = lists.length * words;
    return { lists: Int32Array.from(lists), words, bits: bits.slice(0, used), ranks: ranks.slice(0, used) };
  }

  return { add, finish };
}

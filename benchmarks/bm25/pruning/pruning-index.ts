import { countPostings } from '../engines/flat-postings.ts';
import { type NumberedTerms, numberTerms } from '../engines/number-terms.ts';
import { blockMaxima } from './block-maxima.ts';
import { createCodes } from './codes.ts';
import { type DenseList, denseLists } from './dense-lists.ts';

/** Documents per segment: as many as two bytes can tell apart. */
export const SEGMENT_SIZE = 65_536;

/** What all methods search. */
export interface PruningIndex {
  /** Documents; rows are their numbers. */
  readonly size: number;
  /** Numbers of the terms. */
  readonly numbers: ReadonlyMap<string, number>;
  /** By term: how many documents hold it. */
  readonly holders: Int32Array;
  /** By code: what a posting adds to a score, in idfs. */
  readonly worth: Float64Array;
  readonly segments: readonly PruningSegment[];
}

/** Postings of some documents: those of term number n are at `starts[n]` to `starts[n + 1]`. */
export interface PruningSegment extends CodedPostings {
  /** By term: bits, for lists that hold many of the documents. */
  readonly dense: ReadonlyMap<number, DenseList>;
  /** By term: the most that one of its postings is worth. Rounded up. */
  readonly maxima: Float32Array;
  /** By term: the first of its blocks. */
  readonly blockStarts: Int32Array;
  /** By block of postings: as `maxima`. */
  readonly blockMaxima: Float32Array;
}

interface CodedPostings {
  /** Row of the first document; within the segment, documents count from 0. */
  readonly base: number;
  readonly size: number;
  readonly starts: Int32Array;
  /** Ascending within a term. */
  readonly docs: Uint16Array;
  readonly codes: Uint16Array;
}

/** Terms of the texts, by row. */
export function buildPruningIndex(texts: Iterable<readonly string[]>): PruningIndex {
  const numbered = numberTerms(texts);
  const { numbers, lengths, occurrences } = numbered;
  const codes = createCodes();
  const postings = [...codedPostings(numbered, codes.codeOf)];
  const worth = codes.worth(occurrences.length / lengths.length);
  return {
    size: lengths.length,
    numbers,
    holders: Int32Array.from({ length: numbers.size }, (_, term) => holdersOf(postings, term)),
    worth,
    segments: postings.map((segment) => ({ ...segment, dense: denseLists(segment), ...blockMaxima(segment, worth) })),
  };
}

function* codedPostings(
  { numbers, occurrences, lengths }: NumberedTerms,
  codeOf: (count: number, length: number) => number,
): Generator<CodedPostings> {
  let from = 0;
  for (let base = 0; base < lengths.length; base += SEGMENT_SIZE) {
    const own = lengths.subarray(base, base + SEGMENT_SIZE);
    const to = own.reduce((sum, length) => sum + length, from);
    const { starts, rows, counts } = countPostings(occurrences.subarray(from, to), own, numbers.size);
    const codes = Uint16Array.from(rows, (row, at) => codeOf(counts[at] as number, own[row] as number));
    yield { base, size: own.length, starts, docs: Uint16Array.from(rows), codes };
    from = to;
  }
}

function holdersOf(segments: readonly CodedPostings[], term: number): number {
  return segments.reduce((sum, { starts }) => sum + (starts[term + 1] as number) - (starts[term] as number), 0);
}

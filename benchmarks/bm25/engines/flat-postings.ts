import { B, K1 } from '../engine.ts';
import { numberTerms } from './number-terms.ts';

/** Postings of all terms end to end: those of term number n are at `starts[n]` to `starts[n + 1]`. */
export interface FlatPostings {
  readonly numbers: ReadonlyMap<string, number>;
  readonly starts: Int32Array;
  /** Ascending within a term. */
  readonly rows: Int32Array;
  /** What the term adds to the score of the row: BM25 as in Lucene, without its constant factor. */
  readonly shares: Float64Array;
}

/** {@link FlatPostings}, with counts in the place of shares. */
export interface CountedPostings extends Pick<FlatPostings, 'starts' | 'rows'> {
  readonly counts: Float64Array;
}

export function flatPostings(texts: Iterable<readonly string[]>): FlatPostings {
  const { numbers, occurrences, lengths } = numberTerms(texts);
  const { starts, rows, counts } = countPostings(occurrences, lengths, numbers.size);
  const postings = { numbers, starts, rows, shares: counts };
  weigh(lengths, postings);
  return postings;
}

/** How often each of `terms` terms occurs in each text, of which `occurrences` has the terms and `lengths` how many. */
export function countPostings(occurrences: Int32Array, lengths: Int32Array, terms: number): CountedPostings {
  const starts = startsOf(occurrences, lengths, terms);
  const total = starts[terms] as number;
  const postings = { starts, rows: new Int32Array(total), counts: new Float64Array(total) };
  fillCounts(occurrences, lengths, postings);
  return postings;
}

/** Counts the documents of each term, then adds up. */
function startsOf(occurrences: Int32Array, lengths: Int32Array, terms: number): Int32Array {
  const starts = new Int32Array(terms + 1);
  const lastRow = new Int32Array(terms).fill(-1);
  let at = 0;
  for (let row = 0; row < lengths.length; row++) {
    for (const end = at + (lengths[row] as number); at < end; at++) {
      const number = occurrences[at] as number;
      if (lastRow[number] !== row) starts[number + 1] = (starts[number + 1] as number) + 1;
      lastRow[number] = row;
    }
  }
  for (let number = 0; number < terms; number++) {
    starts[number + 1] = (starts[number + 1] as number) + (starts[number] as number);
  }
  return starts;
}

function fillCounts(occurrences: Int32Array, lengths: Int32Array, { starts, rows, counts }: CountedPostings): void {
  const next = starts.slice();
  let at = 0;
  for (let row = 0; row < lengths.length; row++) {
    for (const end = at + (lengths[row] as number); at < end; at++) {
      const number = occurrences[at] as number;
      const last = (next[number] as number) - 1;
      if (last >= (starts[number] as number) && rows[last] === row) counts[last] = (counts[last] as number) + 1;
      else {
        rows[last + 1] = row;
        counts[last + 1] = 1;
        next[number] = last + 2;
      }
    }
  }
}

/** Turns counts into shares, in place. */
function weigh(lengths: Int32Array, { starts, rows, shares }: FlatPostings): void {
  const averageLength = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  const norms = Float64Array.from(lengths, (length) => K1 * (1 - B + (B * length) / averageLength));
  for (let number = 0; number + 1 < starts.length; number++) {
    const [start = 0, end = 0] = starts.subarray(number, number + 2);
    const idf = Math.log(1 + (lengths.length - (end - start) + 0.5) / (end - start + 0.5));
    for (let at = start; at < end; at++) {
      const count = shares[at] as number;
      shares[at] = (idf * count) / (count + (norms[rows[at] as number] as number));
    }
  }
}

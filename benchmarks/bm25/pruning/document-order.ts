import { type CountedPostings, countPostings } from '../engines/flat-postings.ts';
import { numberTerms } from '../engines/number-terms.ts';
import { SEGMENT_SIZE } from './pruning-index.ts';

/** In which order documents are indexed: neither is as they come. */
export interface DocumentOrder {
  /** By topic, as crawls and collections often are: maxima of blocks differ more. */
  readonly clustered: boolean;
  /** By length within a segment: high scores stand at the beginning of lists. */
  readonly sorted: boolean;
}

/** Shares of the documents that a term must be held by, to be the topic of one. */
const RAREST_TOPIC = 0.0003;
const BROADEST_TOPIC = 0.015;

/** Rows of the texts, in the order in which they are to be indexed. */
export function documentOrder(texts: Iterable<readonly string[]>, { clustered, sorted }: DocumentOrder): Int32Array {
  const { numbers, occurrences, lengths } = numberTerms(texts);
  let order = Int32Array.from(lengths, (_, row) => row);
  if (clustered) {
    const topics = topicsOf(countPostings(occurrences, lengths, numbers.size), lengths.length);
    order = order.sort((a, b) => (topics[a] as number) - (topics[b] as number) || a - b);
  }
  if (sorted) {
    for (let base = 0; base < order.length; base += SEGMENT_SIZE) {
      const own = order.slice(base, base + SEGMENT_SIZE);
      order.set(stablySorted(own, lengths), base);
    }
  }
  return order;
}

/** By row, the term that occurs most in it, and of those the rarest; -1 where there is none. */
function topicsOf({ starts, rows, counts }: CountedPostings, size: number): Int32Array {
  const topics = new Int32Array(size).fill(-1);
  const most = new Float64Array(size);
  const holders = (term: number): number => (starts[term + 1] as number) - (starts[term] as number);
  const rarestFirst = Array.from({ length: starts.length - 1 }, (_, term) => term)
    .filter((term) => holders(term) >= RAREST_TOPIC * size && holders(term) <= BROADEST_TOPIC * size)
    .sort((a, b) => holders(a) - holders(b) || a - b);
  for (const term of rarestFirst) {
    for (let at = starts[term] as number; at < (starts[term + 1] as number); at++) {
      const row = rows[at] as number;
      if ((counts[at] as number) <= (most[row] as number)) continue;
      most[row] = counts[at] as number;
      topics[row] = term;
    }
  }
  return topics;
}

function stablySorted(rows: Int32Array, lengths: Int32Array): readonly number[] {
  return Array.from(rows).sort((a, b) => (lengths[a] as number) - (lengths[b] as number));
}

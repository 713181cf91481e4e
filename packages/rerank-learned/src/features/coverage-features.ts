import { type Feature, type Pair, shareOf } from './pair.ts';

const WINDOW = 80;
const K1 = 1.2;
const B = 0.75;

/** Share of the query's idf that the passage has. 0 to 1. */
export const coverage: Feature = ({ match, list }) => shareOf(idfOf(list.idf, new Set(match.terms)), total(list.idf));

/** The same with idf of English at large, not of the list. 0 to 1. */
export const backgroundCoverage: Feature = ({ match, query }) =>
  shareOf(idfOf(query.background, new Set(match.terms)), total(query.background));

/** Share of the query's distinct terms that the passage has. 0 to 1. */
export const matched: Feature = ({ match, query }) => shareOf(new Set(match.terms).size, query.numbers.size);

/** Idf of the rarest term that the passage has, over that of the rarest of the query. 0 to 1. */
export const rarest: Feature = ({ match, list }) => shareOf(highest(list.idf, match.terms), highest(list.idf));

/** Share of the query's idf that the title has. 0 to 1. */
export const titleCoverage: Feature = ({ match, list }) => {
  const inTitle = match.terms.filter((_, hit) => (match.positions[hit] as number) < match.titleLength);
  return shareOf(idfOf(list.idf, new Set(inTitle)), total(list.idf));
};

/** BM25 (k1 1.2, b .75) with the list as the collection, over the most that it could be. 0 to 1. */
export const frequency: Feature = ({ match, list }) => {
  const norm = K1 * (1 - B + (B * match.length) / list.averageLength);
  let sum = 0;
  for (const [term, count] of counted(match.terms)) sum += ((list.idf[term] as number) * count) / (count + norm);
  return shareOf(sum, total(list.idf));
};

/** Share of the query's idf in the best stretch of 80 terms. 0 to 1. */
export const bestWindow: Feature = ({ match: { positions, terms }, list: { idf } }) => {
  const counts = new Map<number, number>();
  let [first, sum, best] = [0, 0, 0];
  for (const [hit, term] of terms.entries()) {
    if (add(counts, term, 1) === 1) sum += idf[term] as number;
    while ((positions[hit] as number) - (positions[first] as number) >= WINDOW) {
      const gone = terms[first++] as number;
      if (add(counts, gone, -1) === 0) sum -= idf[gone] as number;
    }
    best = Math.max(best, sum);
  }
  return shareOf(best, total(idf));
};

function add(counts: Map<number, number>, term: number, by: number): number {
  const count = (counts.get(term) ?? 0) + by;
  counts.set(term, count);
  return count;
}

function counted(terms: readonly number[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const term of terms) add(counts, term, 1);
  return counts;
}

function idfOf(idf: Pair['list']['idf'], terms: ReadonlySet<number>): number {
  return total([...terms].map((term) => idf[term] as number));
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function highest(idf: readonly number[], terms: Iterable<number> = idf.keys()): number {
  let best = 0;
  for (const term of terms) best = Math.max(best, idf[term] as number);
  return best;
}

import { type Feature, shareOf } from './pair.ts';
import type { PassageMatch, QueryTerms } from './passage-match.ts';

/** Share of the query's distinct pairs of neighbours that stand side by side, in order. 0 to 1. */
export const bigrams: Feature = ({ query, match }) => {
  const wanted = neighbours(query);
  const found = new Set<string>();
  for (const [hit, term] of match.terms.entries()) {
    const key = `${match.terms[hit - 1]} ${term}`;
    if (gapBefore(match, hit) === 1 && wanted.has(key)) found.add(key);
  }
  return shareOf(found.size, wanted.size);
};

/** Mean over the query's pairs of neighbours of 1 / (their shortest distance, in any order). 0 to 1. */
export const proximity: Feature = ({ query, match }) => {
  const wanted = [...neighbours(query).values()].filter(([a, b]) => a !== b);
  const positions = positionsByTerm(match);
  let sum = 0;
  for (const [a, b] of wanted) sum += 1 / shortestDistance(positions.get(a) ?? [], positions.get(b) ?? []);
  return shareOf(sum, wanted.length);
};

/** The longest stretch of the query that is there word for word, over the query's length. 0 to 1. */
export const phrase: Feature = ({ query, match }) => {
  const places = placesByTerm(query);
  let runs: ReadonlyMap<number, number> = new Map();
  let best = 0;
  for (const [hit, term] of match.terms.entries()) {
    const previous = gapBefore(match, hit) === 1 ? runs : undefined;
    runs = new Map(places[term]?.map((place) => [place, 1 + (previous?.get(place - 1) ?? 0)]));
    for (const run of runs.values()) best = Math.max(best, run);
  }
  return shareOf(best, query.sequence.length);
};

/** How tightly the terms stand that the passage has: their number over the smallest stretch with all. 0 to 1. */
export const tightness: Feature = ({ match: { positions, terms } }) => {
  const distinct = new Set(terms).size;
  if (distinct < 2) return 0;
  const counts = new Map<number, number>();
  let [first, present, smallest] = [0, 0, Number.POSITIVE_INFINITY];
  for (const [hit, term] of terms.entries()) {
    const count = (counts.get(term) ?? 0) + 1;
    counts.set(term, count);
    if (count === 1) present += 1;
    while ((counts.get(terms[first] as number) as number) > 1) {
      const gone = terms[first++] as number;
      counts.set(gone, (counts.get(gone) as number) - 1);
    }
    if (present === distinct) smallest = Math.min(smallest, (positions[hit] as number) - (positions[first] as number));
  }
  return distinct / (smallest + 1);
};

function gapBefore({ positions }: PassageMatch, hit: number): number {
  return hit === 0 ? Number.POSITIVE_INFINITY : (positions[hit] as number) - (positions[hit - 1] as number);
}

function neighbours({ sequence }: QueryTerms): ReadonlyMap<string, readonly [number, number]> {
  const pairs = sequence.slice(1).map((term, index): [number, number] => [sequence[index] as number, term]);
  return new Map(pairs.map(([a, b]) => [`${a} ${b}`, [a, b]]));
}

function placesByTerm({ numbers, sequence }: QueryTerms): readonly (readonly number[])[] {
  const places = Array.from({ length: numbers.size }, (): number[] => []);
  for (const [place, term] of sequence.entries()) places[term]?.push(place);
  return places;
}

function positionsByTerm({ positions, terms }: PassageMatch): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  for (const [hit, term] of terms.entries()) {
    const own = found.get(term);
    if (own) own.push(positions[hit] as number);
    else found.set(term, [positions[hit] as number]);
  }
  return found;
}

/** Of two ascending lists; infinite where one is empty. */
function shortestDistance(a: readonly number[], b: readonly number[]): number {
  let shortest = Number.POSITIVE_INFINITY;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const distance = (a[i] as number) - (b[j] as number);
    shortest = Math.min(shortest, Math.abs(distance));
    if (distance < 0) i++;
    else j++;
  }
  return shortest;
}

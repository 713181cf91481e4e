/** One list of scores to be added up. */
export interface ScoreList {
  readonly ids: readonly string[];
  /** One per id. */
  readonly scores: readonly number[];
  readonly weight: number;
}

export interface WeightedSum {
  readonly total: number;
  readonly terms: readonly WeightedTerm[];
}

export interface WeightedTerm {
  /** Position of the list, from 0. */
  readonly list: number;
  readonly weight: number;
  readonly score: number;
  /** Weight times score. */
  readonly contribution: number;
}

/**
 * The weighted sum of each id over the lists that have it; a list without it adds nothing.
 * Adds up in the order of the lists: equal lists in equal order give equal bits.
 */
export function weightedSums(lists: readonly ScoreList[]): ReadonlyMap<string, WeightedSum> {
  const terms = new Map<string, WeightedTerm[]>();
  for (const [list, { ids, scores, weight }] of lists.entries()) {
    for (const [index, id] of ids.entries()) {
      const score = scores[index] as number;
      const term = { list, weight, score, contribution: weight * score };
      const earlier = terms.get(id);
      if (earlier) earlier.push(term);
      else terms.set(id, [term]);
    }
  }
  return new Map([...terms].map(([id, list]) => [id, { terms: list, total: totalOf(list) }]));
}

function totalOf(terms: readonly WeightedTerm[]): number {
  return terms.reduce((total, { contribution }) => total + contribution, 0);
}

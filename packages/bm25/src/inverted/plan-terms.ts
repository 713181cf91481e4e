import type { QueryTerm } from '../lexical-engine.ts';
import type { IndexState } from './index-state.ts';
import { idfOf } from './scoring.ts';
import type { PlannedTerm } from './search-part.ts';

/** A term that the index holds, with all that makes its weight. */
export interface WeighedTerm extends PlannedTerm, QueryTerm {
  readonly idf: number;
  readonly weight: number;
  readonly queryWeight: number;
}

/**
 * The terms that the index holds, in canonical order: those that fewest documents hold first, then by code units.
 * Scores are added in this order everywhere.
 */
export function planTerms(state: IndexState, terms: readonly QueryTerm[]): readonly WeighedTerm[] {
  const { dictionary, parameters, size } = state;
  const planned: { held: number; term: WeighedTerm }[] = [];
  for (const { term, weight: queryWeight, holders } of terms) {
    const termId = dictionary.idOf(term);
    const held = termId === undefined ? 0 : dictionary.holdersOf(termId);
    if (termId === undefined || held === 0) continue;
    const idf = idfOf(parameters.variant, size, holders ?? held);
    planned.push({ held, term: { term, termId, idf, queryWeight, weight: queryWeight * idf } });
  }
  planned.sort((a, b) => a.held - b.held || (a.term.term < b.term.term ? -1 : 1));
  return planned.map(({ term }) => term);
}

import type { LexicalQuery, TermExplanation } from '../lexical-engine.ts';
import type { IndexState, Location } from './index-state.ts';
import { planTerms } from './plan-terms.ts';

/** The parts of a document's score, in canonical order: added up in it, they are the score to the last bit. */
export function explainTerms(
  state: IndexState,
  query: LexicalQuery,
  { part, document }: Location,
): readonly TermExplanation[] {
  const { averages, codes } = state;
  const worth = codes.saturations(averages);
  return planTerms(state, query.terms).flatMap(({ term, termId, idf, weight, queryWeight }) => {
    const code = part.codeOf(termId, document);
    if (code < 0) return [];
    const saturation = worth[code] as number;
    const values = codes.valuesOf(code);
    const fields = averages.map((averageLength, field) => ({
      frequency: values[field] as number,
      length: values[averages.length + field] as number,
      averageLength,
    }));
    return [{ term, contribution: weight * saturation, weight: queryWeight, idf, saturation, fields }];
  });
}

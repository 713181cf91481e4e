import type { Query } from '@tsr/core';
import type { IndexedField } from './bm25-fields.ts';
import type { FieldExplanation, TermExplanation } from './lexical-engine.ts';

/** Says how scores come about. */
export interface Explains {
  /**
   * How the document with this id comes by its score for the query; `undefined` where `search` could not return it.
   * Rejects with `TSR_NOT_SUPPORTED` on an engine that cannot.
   */
  explain(query: Query, id: string): Promise<Explanation | undefined>;
}

/** A score, and what it is made of. */
export interface Explanation {
  /** As `search` gives it. */
  readonly score: number;
  /** In the order in which contributions are added: added in it, they are the score to the last bit. */
  readonly terms: readonly ExplainedTerm[];
}

/** `contribution = weight · idf · saturation`. Terms are as the analyzer makes them. */
export interface ExplainedTerm extends Omit<TermExplanation, 'fields'> {
  /** By field: `title` and `content` where the index has `fields`, otherwise `passage`. */
  readonly fields: Readonly<Partial<Record<IndexedField['name'], FieldExplanation>>>;
}

export function explanationOf(
  terms: readonly TermExplanation[],
  fields: readonly IndexedField[],
): Explanation | undefined {
  if (terms.length === 0) return undefined;
  return {
    score: terms.reduce((sum, { contribution }) => sum + contribution, 0),
    terms: terms.map((term) => ({
      ...term,
      fields: Object.fromEntries(fields.map(({ name }, at) => [name, term.fields[at]])),
    })),
  };
}

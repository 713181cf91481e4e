import type { Document, Query } from '@tsr/core';
import type { Analyzer } from './analysis/index.ts';
import { type HighlightOptions, type Highlights, highlightTokens, type TextRange } from './highlight.ts';
import type { LexicalEngine, LexicalQuery } from './lexical-engine.ts';

/** Shows where a document answers a query. */
export interface HighlightsDocuments {
  /**
   * Where the terms of the query stand in the document, and the window of its content that holds most of them. The
   * document need not be in the index.
   */
  highlight(document: Document, query: Query, options?: HighlightOptions): Promise<DocumentHighlights>;
}

/** Ranges in both parts of a document, and the window of its content. */
export interface DocumentHighlights {
  readonly title: readonly TextRange[];
  readonly content: Highlights;
}

/** What a term counts where the index does not hold it. */
const UNKNOWN_WEIGHT = 1;

export function highlightDocument(
  { title = '', content }: Document,
  query: LexicalQuery,
  { analyzer, engine }: { readonly analyzer: Analyzer; readonly engine: LexicalEngine },
  options: HighlightOptions,
): DocumentHighlights {
  const asked = new Set(query.terms.map(({ term }) => term));
  const weights = engine.weights(query);
  const weightOf = (term: string): number => (asked.has(term) ? (weights.get(term) ?? UNKNOWN_WEIGHT) : 0);
  return {
    title: highlightTokens(title, analyzer.tokens(title), weightOf, options).ranges,
    content: highlightTokens(content, analyzer.tokens(content), weightOf, options),
  };
}

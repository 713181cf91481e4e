export type { Bm25Fields, FieldOptions } from './bm25-fields.ts';
export { type Bm25Index, createBm25Index } from './bm25-index.ts';
export type { Bm25Options, Bm25Parameters } from './bm25-options.ts';
export type { ExplainedTerm, Explains, Explanation } from './explanation.ts';
export type { HighlightOptions, Highlights, TextRange } from './highlight.ts';
export type { DocumentHighlights, HighlightsDocuments } from './highlight-document.ts';
export type { Bm25Variant } from './inverted/scoring.ts';
export type { FieldExplanation } from './lexical-engine.ts';
export type { QuerySyntax } from './query-reader.ts';

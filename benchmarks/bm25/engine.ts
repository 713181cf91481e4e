import { createAnalyzer } from '@tsr/bm25/analysis';
import type { Document, ScoredDocument } from '@tsr/core';

/** `'words'`: lower-cased, split on spaces. `'english'`: stemmed, without stop words. */
export type Analysis = 'words' | 'english';

export type Hit = Pick<ScoredDocument, 'document' | 'score'>;

/** What is measured: everything from a query's text to at most `topK` documents with scores, best first. */
export interface SearchEngine {
  search(text: string): readonly Hit[] | Promise<readonly Hit[]>;
}

export interface EngineSettings {
  readonly analysis: Analysis;
  readonly topK: number;
}

/** Everything from documents in memory to the first search. */
export type BuildEngine = (
  documents: readonly Document[],
  settings: EngineSettings,
) => SearchEngine | Promise<SearchEngine>;

/** BM25's parameters, for all. */
export const K1 = 1.2;
export const B = 0.75;

/** How the engines in JavaScript other than ours make terms. English is ours: engines differ then, not analyses. */
export function termsOf(analysis: Analysis): (text: string) => readonly string[] {
  if (analysis === 'words') return (text) => text.toLowerCase().split(' ');
  const analyzer = createAnalyzer({ language: 'english' });
  return (text) => analyzer.terms(text);
}

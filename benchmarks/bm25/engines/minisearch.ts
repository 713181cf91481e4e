import { type Document, passageText } from '@tsr/core';
import MiniSearch from 'minisearch';
import { B, type BuildEngine, K1, termsOf } from '../engine.ts';

/**
 * MiniSearch with neither prefixes nor typing errors, and without the constant of BM25+ (`d`). It sorts all that match
 * and has no limit; stored fields are copied into each of those, so that a look-up of the first by id is faster.
 */
export const buildMiniSearch: BuildEngine = (documents, { analysis, topK }) => {
  const terms = termsOf(analysis);
  const engine = new MiniSearch<Document>({
    fields: ['text'],
    extractField: (document, field) => (field === 'id' ? document.id : passageText(document)),
    tokenize: (text) => terms(text) as string[],
    processTerm: (term) => term,
    searchOptions: { combineWith: 'OR', prefix: false, fuzzy: false, bm25: { k: K1, b: B, d: 0 } },
  });
  engine.addAll(documents);
  const byId = new Map(documents.map((document) => [document.id, document]));
  return {
    search: (text) =>
      engine
        .search(text)
        .slice(0, topK)
        .map(({ id, score }) => ({ document: byId.get(id) as Document, score })),
  };
};

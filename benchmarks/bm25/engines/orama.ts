import { create, insert, search } from '@orama/orama';
import { type Document, passageText } from '@tsr/core';
import { type BuildEngine, termsOf } from '../engine.ts';

/** Ends each term, so that it is no other term's prefix. */
const END = '\u0000';

/**
 * Orama looks terms up as prefixes; its `exact` asks for all words of the query instead of any. A mark at the end of
 * each term makes it look up whole terms, any of them, which is what the others do, and faster for it. Terms of a
 * document count once, as in its own tokenizer; its sorting index is off. Its formula is not BM25 (frequencies are shares
 * of the length), so it keeps its own parameters, which find more in it. Documents are attached by Orama.
 */
export const buildOrama: BuildEngine = async (documents, { analysis, topK }) => {
  const terms = termsOf(analysis);
  const tokenize = (text: string): string[] => [...new Set(terms(text))].map((term) => term + END);
  const engine = create({
    schema: { content: 'string' } as const,
    sort: { enabled: false },
    components: { tokenizer: { language: 'english', normalizationCache: new Map(), tokenize } },
  });
  for (const document of documents) await insert(engine, { id: document.id, content: passageText(document) });
  const settings = { limit: topK, threshold: 1 };
  return {
    async search(term) {
      const { hits } = await search(engine, { term, ...settings });
      return hits.map(({ document, score }) => ({ document: document as unknown as Document, score }));
    },
  };
};

/// <reference path="./wink-bm25-text-search.d.ts" />
import createWink from 'wink-bm25-text-search';

/** As of Lucene's variant. */
export interface WinkParameters {
  readonly k1: number;
  readonly b: number;
}

/** Called with a term, the position of a document that holds it, and what the term adds to the document's score. */
export type WeightVisitor = (term: string, document: number, weight: number) => void;

/** wink consolidates no fewer. */
export const WINK_MIN_DOCUMENTS = 3;
/** The most that wink keeps of a weight. */
export const WINK_DECIMALS = 9;

/**
 * The BM25 weights of `documents`, each a list of terms, by wink-bm25-text-search, which keeps the factor k1 + 1.
 * It takes documents once and never again, at least three of them, and weighs when all are there; so it is made,
 * asked and dropped here.
 */
export function winkWeights(
  documents: readonly (readonly string[])[],
  { k1, b }: WinkParameters,
  visit: WeightVisitor,
): void {
  const wink = createWink();
  wink.defineConfig({ fldWeights: { terms: 1 }, bm25Params: { k1, b, k: 1 } });
  wink.definePrepTasks([prefixed]);
  documents.forEach((terms, document) => void wink.addDoc({ terms }, String(document)));
  wink.consolidate(WINK_DECIMALS);
  const terms = termsByNumber(wink.getTokens());
  const weighed = wink.getDocs();
  for (let document = 0; document < documents.length; document++) {
    for (const [number, weight] of Object.entries(weighed[document]?.freq ?? {})) {
      visit(terms[Number(number)] as string, document, weight);
    }
  }
}

/** wink keeps terms as keys of objects: none is then the name of something that objects have, or a number. */
function prefixed(terms: readonly string[]): readonly string[] {
  return terms.map((term) => `=${term}`);
}

function termsByNumber(numbers: Readonly<Record<string, number>>): readonly string[] {
  const terms: string[] = [];
  for (const [term, number] of Object.entries(numbers)) terms[number] = term.slice(1);
  return terms;
}

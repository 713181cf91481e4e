import { type Document, passageText } from '@tsr/core';
import { type BuildEngine, termsOf } from '../engine.ts';
import { flatPostings } from './flat-postings.ts';
import { createTopRows } from './top-rows.ts';

/**
 * The plain way, without a clever idea: term at a time over flat postings with their shares of the score precomputed, one
 * accumulator, a bounded heap. Exact. It cannot be changed, filtered or saved, and knows no Unicode.
 */
export const buildNaive: BuildEngine = (documents, { analysis, topK }) => {
  const terms = termsOf(analysis);
  const { numbers, starts, rows, shares } = flatPostings(textsOf(documents, terms));
  const scores = new Float64Array(documents.length);
  const touched = new Int32Array(documents.length);
  const top = createTopRows(topK);

  function accumulate(query: readonly string[]): number {
    let count = 0;
    for (const term of query) {
      const number = numbers.get(term);
      if (number === undefined) continue;
      const end = starts[number + 1] as number;
      for (let at = starts[number] as number; at < end; at++) {
        const row = rows[at] as number;
        const score = scores[row] as number;
        if (score === 0) touched[count++] = row;
        scores[row] = score + (shares[at] as number);
      }
    }
    return count;
  }

  return {
    search(text) {
      const count = accumulate(terms(text));
      for (let at = 0; at < count; at++) {
        const row = touched[at] as number;
        top.offer(row, scores[row] as number);
        scores[row] = 0;
      }
      return top.take().map(({ row, score }) => ({ document: documents[row] as Document, score }));
    },
  };
};

function* textsOf(documents: readonly Document[], terms: (text: string) => readonly string[]) {
  for (const document of documents) yield terms(passageText(document));
}

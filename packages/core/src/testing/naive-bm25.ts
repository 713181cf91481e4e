import { checkDocuments } from '../arguments.ts';
import type { Document } from '../contracts.ts';
import { passageText } from '../passage-text.ts';
import { createNaiveIndex, type NaiveEngine, type NaiveEntries, type NaiveIndex } from './naive-index.ts';
import { words } from './words.ts';

export interface NaiveBm25Options {
  readonly documents: readonly Document[];
  /** Saturation of the term frequency. @default 1.2 */
  readonly k1?: number | undefined;
  /** How much length counts, 0 to 1. @default .75 */
  readonly b?: number | undefined;
  /** @default runs of letters and digits in lower case */
  readonly tokenize?: ((text: string) => readonly string[]) | undefined;
}

/**
 * BM25 with everything recounted in each search: the oracle for fast ones. Robertson and Zaragoza, The Probabilistic
 * Relevance Framework, 2009, as Lucene 8 and later has it: idf = ln(1 + (N - df + .5) / (df + .5)), and no factor
 * k1 + 1 above the line. A term that the query repeats counts each time; contributions are added in query order.
 */
export function createNaiveBm25(options: NaiveBm25Options): NaiveIndex {
  const { documents, k1 = 1.2, b = 0.75, tokenize = words } = options;

  function score(
    { text }: { text: string },
    entries: NaiveEntries<readonly string[]>,
  ): Map<string, number> | undefined {
    const query = tokenize(text);
    if (query.length === 0) return undefined;
    const scores = new Map<string, number>();
    const all = [...entries.values()];
    const averageLength = all.reduce((sum, { analysed }) => sum + analysed.length, 0) / all.length;
    for (const term of query) {
      const matching = all.filter(({ analysed }) => analysed.includes(term));
      const idf = Math.log(1 + (all.length - matching.length + 0.5) / (matching.length + 0.5));
      for (const { document, analysed } of matching) {
        const frequency = analysed.filter((token) => token === term).length;
        const saturation = frequency / (frequency + k1 * (1 - b + (b * analysed.length) / averageLength));
        scores.set(document.id, (scores.get(document.id) ?? 0) + idf * saturation);
      }
    }
    return scores;
  }

  const analyse = (batch: readonly Document[]) => batch.map((document) => tokenize(passageText(document)));
  const engine: NaiveEngine<readonly string[]> = { name: 'naive-bm25', analyse, score };
  const tokens = analyse(checkDocuments(engine.name, documents));
  const initial = documents.map((document, index) => ({ document, analysed: tokens[index] as readonly string[] }));
  return createNaiveIndex(engine, initial);
}

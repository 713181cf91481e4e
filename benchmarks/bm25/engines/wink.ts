import { createRequire } from 'node:module';
import { type Document, passageText } from '@tsr/core';
import { B, type BuildEngine, type Hit, K1, termsOf } from '../engine.ts';

/** What of wink-bm25-text-search is used here; it has no types of its own. */
interface Wink {
  defineConfig(config: {
    fldWeights: Readonly<Record<string, number>>;
    bm25Params: Readonly<Record<string, number>>;
  }): void;
  definePrepTasks(tasks: readonly ((text: string) => readonly string[])[]): void;
  addDoc(document: Readonly<Record<string, string>>, id: string): void;
  consolidate(decimals: number): void;
  search(text: string, limit: number): readonly (readonly [id: string, score: number])[];
}

const createWink = createRequire(import.meta.url)('wink-bm25-text-search') as () => Wink;
const DECIMALS = 9;

/** wink keeps no documents: they are looked up by id. `k` 1 is Lucene's inverse document frequency. */
export const buildWink: BuildEngine = (documents, { analysis, topK }) => {
  const wink = createWink();
  wink.defineConfig({ fldWeights: { text: 1 }, bm25Params: { k1: K1, b: B, k: 1 } });
  wink.definePrepTasks([termsOf(analysis)]);
  const byId = new Map<string, Document>();
  for (const document of documents) {
    byId.set(document.id, document);
    wink.addDoc({ text: passageText(document) }, document.id);
  }
  wink.consolidate(DECIMALS);
  const hitOf = ([id, score]: readonly [string, number]): Hit => ({ document: byId.get(id) as Document, score });
  return { search: (text) => wink.search(text, topK).map(hitOf) };
};

import {
  abortable,
  checkDocuments,
  checkIds,
  checkQuery,
  compareIds,
  type Document,
  defineRetriever,
  type MutableIndex,
  passageText,
  type Query,
  type Retriever,
  type ScoresById,
} from '@tsr/core';
import { type Bm25Options, checkBm25Options } from './bm25-options.ts';
import { createDocumentSlots } from './document-slots.ts';
import { createWinkEngine } from './wink-engine.ts';

/** Says which terms made a score. */
export interface TermScores {
  /**
   * What each distinct term of the query adds to the score of document `id`: they add up to it, but for the rounding
   * of the sum. Terms as the analyzer makes them; those that add nothing are not there, and an unknown id has none.
   */
  termScores(query: Query, id: string): Promise<ReadonlyMap<string, number>>;
}

export type Bm25Index = Retriever & MutableIndex & ScoresById & TermScores;

/**
 * A BM25 index in memory over {@link passageText}: title and content. Documents may be added, replaced and removed at
 * any time; the first search after a change (or `refresh`) weighs all documents again, so change in batches.
 * Documents are kept as they are, not copied: do not change them while they are in the index.
 *
 * Scores are those of the formula at {@link Bm25Parameters}, rounded to whole multiples of `1e-9 / (k1 + 1)`, so
 * that equal content scores equally in any order of insertion. Exact: every document that holds a term of the query
 * is scored, filtered, then cut. A term that the query repeats counts each time.
 *
 * @throws `TypeError` or `RangeError`, `TSR_INVALID_ARGUMENT`: an option or a document is not valid.
 */
export function createBm25Index(options: Bm25Options = {}): Bm25Index {
  const { documents, k1, b, analyzer, name } = checkBm25Options(options);
  const engine = createWinkEngine({ k1, b });
  const slots = createDocumentSlots();
  const instance = crypto.randomUUID();
  let changes = 0;

  const compareSlots = (x: number, y: number): number => compareIds(slots.at(x).id, slots.at(y).id);

  function put(batch: readonly Document[]): void {
    const terms = checkDocuments(name, batch).map((document) => analyzer.terms(passageText(document)));
    batch.forEach((document, index) => void engine.set(slots.put(document), terms[index] ?? []));
    changes += 1;
  }

  function remove(id: string): void {
    const slot = slots.remove(id);
    if (slot === undefined) return;
    engine.delete(slot);
    changes += 1;
  }

  const termsOf = (query: Query): readonly string[] => analyzer.terms(checkQuery(name, query).text);

  const retriever = defineRetriever({
    name,
    search(query, { topK, matches, trace }) {
      const terms = termsOf(query);
      if (terms.length === 0) trace?.note({ emptyQuery: 'analysis' });
      const accept = matches && ((slot: number) => matches(slots.at(slot).metadata));
      const hits = engine.search(terms, { topK, accept, compareSlots });
      return hits.map(({ slot, score }) => ({ document: slots.at(slot), score }));
    },
  });

  put(documents);

  return {
    ...retriever,
    capabilities: { atomicBatches: true, readYourWrites: true },
    get revision() {
      return `${instance}:${changes}`;
    },
    count: async () => slots.size,
    refresh: async () => engine.refresh(),
    async upsert(batch) {
      put(batch);
      return { failed: [] };
    },
    async remove(ids) {
      for (const id of checkIds(name, ids)) remove(id);
      return { failed: [] };
    },
    async scoreByIds(query, ids, { signal } = {}) {
      const terms = termsOf(query);
      signal?.throwIfAborted();
      const wanted = checkIds(name, ids).flatMap((id) => slots.slotOf(id) ?? []);
      const scores = [...engine.scores(terms, wanted)].map(([slot, score]) => [slots.at(slot).id, score] as const);
      return abortable(Promise.resolve(new Map(scores)), signal);
    },
    async termScores(query, id) {
      const terms = termsOf(query);
      const slot = slots.slotOf(id);
      return slot === undefined ? new Map() : engine.termScores(terms, slot);
    },
  };
}

import {
  abortable,
  checkDocuments,
  checkId,
  checkIds,
  checkQuery,
  compareIds,
  createSerialQueue,
  createTurns,
  defineRetriever,
  type MutableIndex,
  type Query,
  type Retriever,
  type ScoresById,
  type TurnsOptions,
} from '@tsr/core';
import { indexedFields } from './bm25-fields.ts';
import { type Bm25Options, checkBm25Options } from './bm25-options.ts';
import { createDocumentChanges } from './document-changes.ts';
import { createDocumentSlots } from './document-slots.ts';
import { type Explains, explanationOf } from './explanation.ts';
import { type HighlightsDocuments, highlightDocument } from './highlight-document.ts';
import { createInvertedEngine } from './inverted/inverted-engine.ts';
import type { LexicalQuery, LexicalSearch } from './lexical-engine.ts';
import { createQueryReader } from './query-reader.ts';
import { createWinkEngine } from './wink/wink-engine.ts';

export interface Bm25Index extends Retriever, MutableIndex, ScoresById, Explains, HighlightsDocuments {
  /** Writes all postings into as few segments as can be, a little at a time: the fastest an index can be. */
  compact(): Promise<void>;
}

/**
 * A BM25 index in memory over title and content ({@link passageText}, or `fields`). Documents may be added, replaced
 * and removed at any time; the next search sees it. They are kept as they are, not copied: do not change them while
 * they are in the index.
 *
 * Exact: what it returns, and in which order, is what scoring every document by the formula of {@link Bm25Variant}
 * and then filtering and sorting would return. Equal content gives equal scores, to the last bit, in any order of
 * insertion. A term that the query repeats counts each time.
 *
 * Time of a search is hardly linear in the number of documents (see benchmarks). `upsert` and `remove` of many
 * documents, and the tidying up after them, let the event loop go on every few milliseconds.
 *
 * @throws `TypeError` or `RangeError`, `TSR_INVALID_ARGUMENT`: an option or a document is not valid.
 */
export function createBm25Index(options: Bm25Options = {}): Bm25Index {
  const checked = checkBm25Options(options);
  const { name, analyzer, documents } = checked;
  const fields = indexedFields(checked.fields, checked.b);
  const engine = checked.engine === 'wink' ? createWinkEngine(checked) : createInvertedEngine({ ...checked, fields });
  const slots = createDocumentSlots();
  const changes = createDocumentChanges({
    name,
    engine,
    slots,
    termsOf: (document) => fields.map((field) => analyzer.terms(field.textOf(document))),
  });
  const read = createQueryReader({ ...checked, engine });
  const inOrder = createSerialQueue();
  const instance = crypto.randomUUID();
  let tidying: Promise<void> | undefined;

  const compareSlots = (a: number, b: number): number => compareIds(slots.at(a).id, slots.at(b).id);
  const readQuery = (query: Query): LexicalQuery => read(checkQuery(name, query).text);

  function tidy(steps: Iterable<void>): Promise<void> {
    tidying ??= inTurns(steps).finally(() => {
      tidying = undefined;
    });
    return tidying;
  }

  async function change(steps: Iterable<void>): Promise<{ failed: [] }> {
    await inOrder(() => inTurns(steps));
    void tidy(engine.maintain());
    return { failed: [] };
  }

  const retriever = defineRetriever({
    name,
    async search(query, { topK, filter, matches, trace, signal }) {
      const lexical = read(query.text);
      if (lexical.terms.length === 0) {
        trace?.note({ emptyQuery: 'analysis' });
        return [];
      }
      const search: LexicalSearch = { topK, compareSlots };
      if (!matches) return ranked(search);
      const accepts = (slot: number): boolean => matches(slots.at(slot).metadata);
      const filtered = { ...search, filter: { key: JSON.stringify(filter), accepts } };
      await inTurns(engine.prepare(filtered.filter), { signal });
      return ranked(filtered);

      function ranked(by: LexicalSearch) {
        return engine.search(lexical, by).map(({ slot, score }) => ({ document: slots.at(slot), score }));
      }
    },
  });

  atOnce(changes.put(documents));
  atOnce(engine.maintain());

  return {
    ...retriever,
    capabilities: { atomicBatches: true, readYourWrites: true },
    get revision() {
      return `${instance}:${changes.count}`;
    },
    count: async () => engine.size,
    async refresh() {
      await inOrder(async () => {});
    },
    upsert: async (batch) => change(changes.put(batch)),
    remove: async (ids) => change(changes.remove(ids)),
    async compact() {
      await tidying;
      await tidy(engine.compact());
    },
    async scoreByIds(query, ids, { signal } = {}) {
      signal?.throwIfAborted();
      const wanted = checkIds(name, ids).flatMap((id) => slots.slotOf(id) ?? []);
      const scores = engine.scores(readQuery(query), wanted);
      const byId = new Map(Array.from(scores, ([slot, score]) => [slots.at(slot).id, score]));
      return abortable(Promise.resolve(byId), signal);
    },
    async highlight(document, query, options) {
      checkDocuments(name, [document]);
      return highlightDocument(document, readQuery(query), { analyzer, engine }, options);
    },
    async explain(query, id) {
      const slot = slots.slotOf(checkId(name, id, 'the document'));
      return slot === undefined ? undefined : explanationOf(engine.explain(readQuery(query), slot), fields);
    },
  };
}

function atOnce(steps: Iterable<void>): void {
  for (const _ of steps);
}

async function inTurns(steps: Iterable<void>, options: TurnsOptions = {}): Promise<void> {
  const turns = createTurns(options);
  for (const _ of steps) if (turns.due()) await turns.give();
}

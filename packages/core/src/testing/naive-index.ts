import { abortable } from '../abort.ts';
import { type CheckedQuery, checkDocuments, checkIds, checkQuery, isBlank } from '../arguments.ts';
import type { Document, MutableIndex, Retriever, ScoresById } from '../contracts.ts';
import { defineRetriever } from '../define-retriever.ts';
import { rankingOf } from '../ranking.ts';

/** A retriever with the abilities of an index in memory. */
export type NaiveIndex = Retriever & MutableIndex & ScoresById;

/** A document with what the engine made of it. */
export interface NaiveEntry<T> {
  readonly document: Document;
  readonly analysed: T;
}

/** By id. */
export type NaiveEntries<T> = ReadonlyMap<string, NaiveEntry<T>>;

export interface NaiveEngine<T> {
  readonly name: string;
  /** One result a document, in order. */
  analyse(documents: readonly Document[]): Promise<readonly T[]> | readonly T[];
  /** Scores of all that the query finds, by id; undefined where analysis leaves nothing of the query. */
  score(query: CheckedQuery, entries: NaiveEntries<T>): Scores | Promise<Scores>;
}

type Scores = ReadonlyMap<string, number> | undefined;

/** An index over a Map: it scores everything, filters, sorts, then cuts. Slow, and hard to get wrong. */
export function createNaiveIndex<T>(engine: NaiveEngine<T>, initial: readonly NaiveEntry<T>[]): NaiveIndex {
  const { name } = engine;
  const entries = new Map(initial.map((entry) => [entry.document.id, entry]));
  let changes = 0;

  const retriever = defineRetriever({
    name,
    async search(query, { topK, matches, trace }) {
      const held = new Map(entries);
      const scores = await engine.score(query, held);
      if (!scores) trace?.note({ emptyQuery: 'analysis' });
      const found = [...(scores ?? [])].map(([id, score]) => ({ document: documentOf(held, id), score }));
      const kept = matches ? found.filter(({ document }) => matches(document.metadata)) : found;
      return rankingOf(kept, topK);
    },
  });

  return {
    ...retriever,
    async scoreByIds(query, ids, { signal } = {}) {
      const checked = checkQuery(name, query);
      signal?.throwIfAborted();
      if (isBlank(checked)) return new Map();
      const wanted = new Set(checkIds(name, ids));
      const scores = await abortable(Promise.resolve(engine.score(checked, new Map(entries))), signal);
      return new Map([...(scores ?? [])].filter(([id]) => wanted.has(id)));
    },
    count: async () => entries.size,
    async upsert(documents) {
      const batch = await entriesOf(engine, documents);
      for (const entry of batch) entries.set(entry.document.id, entry);
      changes += 1;
      return { failed: [] };
    },
    async remove(ids) {
      for (const id of checkIds(name, ids)) entries.delete(id);
      changes += 1;
      return { failed: [] };
    },
    refresh: async () => {},
    capabilities: { atomicBatches: true, readYourWrites: true },
    get revision() {
      return String(changes);
    },
  };
}

/** The documents of a batch, checked and analysed. */
export async function entriesOf<T>(
  { name, analyse }: NaiveEngine<T>,
  documents: readonly Document[],
): Promise<readonly NaiveEntry<T>[]> {
  const batch = [...checkDocuments(name, documents)];
  const analysed = await analyse(batch);
  return batch.map((document, index) => ({ document, analysed: analysed[index] as T }));
}

function documentOf<T>(entries: NaiveEntries<T>, id: string): Document {
  return (entries.get(id) as NaiveEntry<T>).document;
}

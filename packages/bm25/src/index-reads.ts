import {
  abortable,
  checkDocuments,
  checkId,
  checkIds,
  checkOptions,
  checkQuery,
  checkSignal,
  defineRetriever,
  inTurns,
  type Query,
  type Ranking,
  type Retriever,
  type ScoresById,
} from '@tsr/core';
import { type Explains, explanationOf } from './explanation.ts';
import { type HighlightsDocuments, highlightDocument } from './highlight-document.ts';
import type { IndexParts } from './index-parts.ts';
import type { LexicalQuery, SlotFilter } from './lexical-engine.ts';
import { createQueryReader } from './query-reader.ts';

type IndexReads = Retriever & ScoresById & Explains & HighlightsDocuments;

/** All that an index answers. Traces are told its `revision`. */
export function createIndexReads(parts: IndexParts, revision: () => string): IndexReads {
  const { name, analyzer, fields, engine, slots } = parts;
  const read = createQueryReader(parts);
  const readQuery = (query: Query): LexicalQuery => read(checkQuery(name, query).text);

  function ranked(query: LexicalQuery, topK: number, filter?: SlotFilter): Ranking {
    const hits = engine.search(query, { topK, filter, compareSlots: slots.order.compare });
    return hits.map(({ slot, score }) => ({ document: slots.at(slot), score }));
  }

  const retriever = defineRetriever({
    name,
    async search({ text }, { topK, filter, matches, trace, signal }) {
      if (parts.prefix || parts.fuzzy) await inTurns(engine.prepareTerms(), { signal });
      const query = read(text);
      trace?.note({ index: revision(), ...(query.terms.length === 0 && { emptyQuery: 'analysis' }) });
      if (query.terms.length === 0 || !matches) return ranked(query, topK);
      const accepts = (slot: number): boolean => matches(slots.at(slot).metadata);
      const slotFilter = { key: JSON.stringify(filter), accepts };
      await inTurns(engine.prepare(slotFilter), { signal });
      // Read again: documents that came or went meanwhile change what words expand to.
      return ranked(read(text), topK, slotFilter);
    },
  });

  return {
    ...retriever,
    async scoreByIds(query, ids, options = {}) {
      const { signal } = checkOptions(name, options);
      checkSignal(name, signal)?.throwIfAborted();
      const wanted = checkIds(name, ids).flatMap((id) => slots.slotOf(id) ?? []);
      const scores = engine.scores(readQuery(query), wanted);
      const byId = new Map(Array.from(scores, ([slot, score]) => [slots.at(slot).id, score]));
      return abortable(Promise.resolve(byId), signal);
    },
    async explain(query, id) {
      const slot = slots.slotOf(checkId(name, id, 'the document'));
      return slot === undefined ? undefined : explanationOf(engine.explain(readQuery(query), slot), fields);
    },
    async highlight(document, query, options = {}) {
      checkDocuments(name, [document]);
      return highlightDocument(document, readQuery(query), { analyzer, engine }, checkOptions(name, options));
    },
  };
}

import type { MutableIndex, Retriever, Saveable, ScoresById } from '@tsr/core';
import { createDocumentSlots } from '@tsr/storage';
import { assembleIndex } from './assemble-index.ts';
import { type IndexedField, indexedFields } from './bm25-fields.ts';
import { type Bm25Options, type CheckedBm25Options, checkBm25Options } from './bm25-options.ts';
import type { Explains } from './explanation.ts';
import type { HighlightsDocuments } from './highlight-document.ts';
import { createIndexState } from './inverted/index-state.ts';
import { createInvertedEngine } from './inverted/inverted-engine.ts';
import type { LexicalEngine } from './lexical-engine.ts';
import { createWinkEngine } from './wink/wink-engine.ts';

/** What `createBm25Index` makes: a first stage that changes, explains, shows where it matched, and is saved. */
export interface Bm25Index extends Retriever, MutableIndex, ScoresById, Saveable, Explains, HighlightsDocuments {
  /** Writes all postings into as few segments as can be, a little at a time: the fastest an index can be. */
  compact(): Promise<void>;
  /**
   * Writes documents and postings into one file, which `openBm25Index` opens: equal content, put in in equal order,
   * gives equal bytes. Of a document, what `Document` of @tsr/core names is kept, nothing else. Changes wait until it is
   * done; searches go on. Rejects with `TSR_IO` where the file cannot be written, with `TSR_NOT_SUPPORTED` outside Node
   * and on `engine: 'wink'`.
   */
  save(path: string): Promise<void>;
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
 * Time of a search grows far slower than the number of documents (see benchmarks). `upsert` and `remove` of many
 * documents, and the tidying up after them, let the event loop go on every few milliseconds.
 *
 * @throws `TypeError` or `RangeError`, `TSR_INVALID_ARGUMENT`: an option or a document is not valid.
 */
export function createBm25Index(options: Bm25Options = {}): Bm25Index {
  const checked = checkBm25Options(options);
  const fields = indexedFields(checked.fields, checked.b);
  const parts = { ...checked, fields, engine: engineOf(checked, fields), slots: createDocumentSlots() };
  return assembleIndex(parts, checked.documents);
}

function engineOf(
  { engine, variant, k1, b, delta }: CheckedBm25Options,
  fields: readonly IndexedField[],
): LexicalEngine {
  if (engine === 'wink') return createWinkEngine({ k1, b });
  const parameters = { variant, k1, delta, fields: fields.map((field) => ({ weight: field.weight, b: field.b })) };
  return createInvertedEngine(createIndexState(parameters));
}

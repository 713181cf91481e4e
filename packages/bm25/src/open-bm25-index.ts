import { checkOptions, invalidArgument, shown } from '@tsr/core';
import { createDocumentSlots, decodeDocuments, readSections } from '@tsr/storage';
import { assembleIndex } from './assemble-index.ts';
import { type IndexedField, indexedFields } from './bm25-fields.ts';
import type { Bm25Index } from './bm25-index.ts';
import { type Bm25Options, checkBm25Options, checkPath } from './bm25-options.ts';
import { BM25_FILE } from './file/bm25-file.ts';
import { decodeState, readDescription } from './file/decode-index.ts';
import type { IndexDescription } from './file/encode-index.ts';
import { createInvertedEngine } from './inverted/inverted-engine.ts';

/** Options of an index that was saved: what a file does not hold. */
export type OpenBm25Options = Pick<Bm25Options, 'analyzer' | 'name' | 'operators' | 'prefix' | 'fuzzy'>;

const KEPT = ['documents', 'engine', 'variant', 'k1', 'b', 'delta', 'fields'] as const;

/**
 * Opens what {@link Bm25Index.save} wrote: nothing is parsed but the list of terms, and each document when it is first
 * returned. The index can be changed; the file is not.
 *
 * Rejects with `TSR_CORRUPT_FILE` if the file is damaged, cut short, none of ours or of another version; with `TSR_IO`
 * if it cannot be read; with `TSR_INVALID_ARGUMENT` if the analyzer is not the one that the index was built with (by
 * name) or an option is kept in the file.
 *
 * @example
 * await index.save('passages.bm25');
 * const same = await openBm25Index('passages.bm25');
 */
export async function openBm25Index(path: string, options: OpenBm25Options = {}): Promise<Bm25Index> {
  const asked: Bm25Options = checkOptions('bm25', options);
  const kept = KEPT.find((option) => asked[option] !== undefined);
  if (kept) throw invalidArgument(`bm25: ${kept} is kept in the file; leave it out, or build a new index with it`);
  const { name, analyzer, operators, prefix, fuzzy } = checkBm25Options(options);
  checkPath(name, path);
  const place = { kind: BM25_FILE, path };
  const sections = await readSections(place);
  const description = readDescription(sections, place);
  if (analyzer.name !== description.analyzer) {
    const [built, given] = [description.analyzer, analyzer.name].map(shown);
    throw invalidArgument(
      `${name}: ${path} was built with analyzer ${built}, not ${given}; pass that one, or build it again`,
    );
  }
  const fields = fieldsOf(description);
  const engine = createInvertedEngine(decodeState(sections, description, place));
  const slots = createDocumentSlots(decodeDocuments(sections, place));
  const parts = { name, analyzer, operators, prefix, fuzzy, fields, engine, slots };
  return assembleIndex(parts);
}

function fieldsOf({ fields, parameters }: IndexDescription): readonly IndexedField[] {
  const [first] = parameters.fields;
  if (fields[0] === 'passage') return indexedFields(undefined, first?.b ?? 0);
  return indexedFields(Object.fromEntries(fields.map((field, at) => [field, parameters.fields[at]])), 0);
}

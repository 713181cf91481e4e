import type { Analyzer } from '@tsr/bm25/analysis';
import { type Document, passageText } from '@tsr/core';
import type { TokenVectors } from '@tsr/embed';
import { beginning } from './beginning.ts';
import { sumOfRows } from './soft-match.ts';

/** Characters that are read of a passage; what comes after them counts for nothing. */
export const MAX_PASSAGE_CHARACTERS = 16_384;

/** What the features read of a passage, whatever the query. */
export interface PassageTokens {
  readonly terms: readonly string[];
  /** How many of the terms, at the start, are the title's. */
  readonly titleLength: number;
  /** Rows of its tokens in the token vectors, in order. */
  readonly rows: Int32Array;
  /** Sum of these rows' vectors. */
  readonly sum: Float32Array;
}

export type PassageReader = (document: Document) => PassageTokens;

/**
 * Reads passages, and remembers what it read for as long as the document itself is kept in memory: that of an index is
 * read once, about 3 KB for 250 words.
 */
export function createPassageReader(analyzer: Analyzer, vectors: TokenVectors): PassageReader {
  const remembered = new WeakMap<Document, PassageTokens>();
  return (document) => {
    const known = remembered.get(document);
    if (known) return known;
    const text = beginning(passageText(document), MAX_PASSAGE_CHARACTERS);
    const rows = vectors.rowsOf(text);
    const read: PassageTokens = {
      terms: analyzer.terms(text),
      titleLength: analyzer.terms(document.title ?? '').length,
      rows,
      sum: Float32Array.from(sumOfRows(vectors, rows)),
    };
    remembered.set(document, read);
    return read;
  };
}

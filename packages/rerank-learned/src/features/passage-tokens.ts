import { type Document, passageText } from '@tsr/core';
import type { TokenVectors } from '@tsr/embed';
import { beginning } from './beginning.ts';
import { sumOfRows } from './soft-match.ts';
import type { ReadText, TextReader } from './text-reader.ts';

/** Characters that are read of a passage; what comes after them counts for nothing. */
export const MAX_PASSAGE_CHARACTERS = 16_384;

/** What the features read of a passage, whatever the query. */
export interface PassageTokens extends ReadText {
  /** How many of the terms, at the start, are the title's. */
  readonly titleLength: number;
  /** Sum of the vectors of its tokens. */
  readonly sum: Float32Array;
}

export type PassageReader = (document: Document) => PassageTokens;

/**
 * Reads passages, and remembers what it read for as long as the document itself is kept in memory: that of an index is
 * read once, about 3 KB for 250 words, until the reader begins another lexicon.
 */
export function createPassageReader(reader: TextReader, vectors: TokenVectors): PassageReader {
  const remembered = new WeakMap<Document, PassageTokens>();
  return (document) => {
    const known = remembered.get(document);
    if (known?.lexicon === reader.lexicon()) return known;
    // The title first: the lexicon is that of the passage.
    const titleLength = document.title ? reader.read(document.title).terms.length : 0;
    const text = reader.read(beginning(passageText(document), MAX_PASSAGE_CHARACTERS));
    const read = { ...text, titleLength, sum: new Float32Array(sumOfRows(vectors, text.rows)) };
    remembered.set(document, read);
    return read;
  };
}

import type { StaticTable } from './static-table.ts';
import { nextWord, type WordReader } from './static-tokens.ts';

/**
 * The tokens of a static table and their vectors, for whatever compares texts token by token.
 * Row `r` of token vectors is `scales[r] * matrix[r * dimensions + i]`; its length is the weight of the token.
 */
export interface TokenVectors {
  /** Names the vocabulary and the rows: equal fingerprints give equal tokens and vectors. */
  readonly fingerprint: string;
  /** Length of every row. */
  readonly dimensions: number;
  readonly scales: Float32Array;
  readonly matrix: Int8Array;
  /** Rows of a text's tokens, in order; tokens that the table lacks are left out. Synchronous, linear in the text. */
  rowsOf(text: string): Int32Array;
}

export function createTokenVectors(
  { dimensions, scales, matrix }: StaticTable,
  read: WordReader,
  fingerprint: string,
): TokenVectors {
  return {
    fingerprint,
    dimensions,
    scales,
    matrix,
    rowsOf(text) {
      const rows: number[] = [];
      for (let at = 0; at < text.length; ) {
        const { start, end } = nextWord(text, at);
        if (end > start) for (const row of read(text.slice(start, end)).rows) rows.push(row);
        at = end;
      }
      return Int32Array.from(rows);
    },
  };
}

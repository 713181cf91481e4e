import type { TokenVectors } from '@tsr/embed';
import { createTokenDots, type TokenDots } from './token-dots.ts';

/** Token vectors, and what is worked out of them once for all queries. */
export interface TokenTable {
  readonly vectors: TokenVectors;
  readonly dots: TokenDots;
  /** Length of a row, as far as {@link TokenTable.dots} looks at it, without its scale. */
  normOf(row: number): number;
}

/**
 * The first dimensions of a table are its principal ones: single tokens are told apart by this many of them as well as by
 * all, in half the time.
 */
const DIMENSIONS = 128;

export function createTokenTable(vectors: TokenVectors): TokenTable {
  const { matrix, dimensions, scales } = vectors;
  const used = Math.min(DIMENSIONS, dimensions);
  const norms = new Float64Array(scales.length);
  return {
    vectors,
    dots: createTokenDots(vectors, used),
    normOf(row) {
      const known = norms[row]!;
      if (known > 0) return known;
      const norm = lengthOf(matrix, row * dimensions, used);
      norms[row] = norm;
      return norm;
    },
  };
}

function lengthOf(matrix: Int8Array, start: number, used: number): number {
  let sum = 0;
  for (let at = start; at < start + used; at++) sum = (sum + matrix[at]! * matrix[at]!) | 0;
  return Math.sqrt(sum);
}

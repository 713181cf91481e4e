import type { Coverage } from './static-coverage.ts';
import type { StaticTable } from './static-table.ts';
import { nextWord, type WordReader } from './static-tokens.ts';

/** What was read of a text so far. */
export interface Pool extends Coverage {
  readonly sum: Float64Array;
}

/** Sums the token rows of texts. Knows numbers only. */
export interface StaticPooling {
  /** Nothing read yet. */
  empty(): Pool;
  /** Adds a stretch of `text` that begins at `from` to `pool`, and returns where the next stretch begins. */
  addStretch(text: string, from: number, pool: Pool): number;
}

const STRETCH = 1024;

/**
 * Pools over a table: the sum of the rows of a text's tokens, whose direction is that of their weighted mean.
 * Additions are in token order, so equal texts give equal bits.
 */
export function createStaticPooling({ dimensions, scales, matrix }: StaticTable, read: WordReader): StaticPooling {
  return {
    empty: () => ({ sum: new Float64Array(dimensions), letters: 0, known: 0 }),
    addStretch(text, from, pool) {
      const enough = from + STRETCH;
      let at = from;
      while (at < text.length && at < enough) {
        const { start, end } = nextWord(text, at);
        if (end > start) {
          const { rows, letters, known } = read(text.slice(start, end));
          pool.letters += letters;
          pool.known += known;
          for (let each = 0; each < rows.length; each++)
            addScaled(pool.sum, matrix, rows[each]! * dimensions, scales[rows[each]!]!);
        }
        at = end;
      }
      return at;
    },
  };
}

// Four a turn: nearly all of the time goes here, and this takes two thirds of what one a turn does.
function addScaled(sum: Float64Array, matrix: Int8Array, start: number, scale: number): void {
  let i = 0;
  for (; i + 3 < sum.length; i += 4) {
    sum[i]! += scale * matrix[start + i]!;
    sum[i + 1]! += scale * matrix[start + i + 1]!;
    sum[i + 2]! += scale * matrix[start + i + 2]!;
    sum[i + 3]! += scale * matrix[start + i + 3]!;
  }
  for (; i < sum.length; i++) sum[i]! += scale * matrix[start + i]!;
}

/** A sum scaled to length 1; all zero where the sum is. */
export function normalized(sum: Float64Array): Float32Array {
  const vector = new Float32Array(sum.length);
  let squares = 0;
  for (let i = 0; i < sum.length; i++) squares += sum[i]! * sum[i]!;
  const length = Math.sqrt(squares);
  if (length === 0) return vector;
  for (let i = 0; i < sum.length; i++) vector[i] = sum[i]! / length;
  return vector;
}

import type { TokenVectors } from '@tsr/embed';
import { createTokenDots, MOST_QUERY_ROWS, MOST_ROWS, type TokenDots } from './token-dots.ts';

/** Cosines of any token to each of a query's, worked out once a token. */
export interface TokenSimilarities {
  /** How many tokens the query has. */
  readonly asked: number;
  /** Of the query's tokens. */
  readonly weights: Float64Array;
  /** Gives each of these rows a slot, unless it has one. */
  place(rows: Int32Array): void;
  /** Slot of a row that was placed. */
  slotOf(row: number): number;
  /** `asked` cosines a slot, those below 0 as they are. Another array after rows were placed. */
  values(): Float32Array;
  /** The highest cosine of a slot, at least 0. */
  best(slot: number): number;
  weight(slot: number): number;
}

/**
 * The first dimensions of a table are its principal ones: single tokens are told apart by this many of them as well as by
 * all, in half the time.
 */
const DIMENSIONS = 128;
const FIRST_SLOTS = 1024;

/** Products of single tokens of a table, for any number of queries one after the other. */
export function dotsOf(vectors: TokenVectors): TokenDots {
  return createTokenDots(vectors, usedOf(vectors));
}

export function createTokenSimilarities(
  vectors: TokenVectors,
  query: Int32Array,
  dots: TokenDots = dotsOf(vectors),
): TokenSimilarities {
  const { scales } = vectors;
  const asked = query.length;
  const perUnit = Float64Array.from(query, (row) => 1 / (normOf(vectors, row) || 1));
  const slots = new Int32Array(scales.length).fill(-1);
  const waiting = new Int32Array(MOST_ROWS);
  const products = new Int32Array(MOST_ROWS * Math.min(asked, MOST_QUERY_ROWS));
  let [count, values, highest, weights] = [
    0,
    new Float32Array(FIRST_SLOTS * asked),
    new Float32Array(FIRST_SLOTS),
    new Float32Array(FIRST_SLOTS),
  ];

  function compare(rows: Int32Array): void {
    while (count + rows.length > highest.length) {
      [values, highest, weights] = [doubled(values), doubled(highest), doubled(weights)];
    }
    const norms = Float64Array.from(rows, (row) => normOf(vectors, row) || 1);
    for (let first = 0; first < asked; first += MOST_QUERY_ROWS) {
      const part = query.subarray(first, first + MOST_QUERY_ROWS);
      dots(part, rows, products);
      for (let r = 0; r < rows.length; r++) {
        for (let q = 0; q < part.length; q++) {
          const cosine = (products[r * part.length + q]! * perUnit[first + q]!) / norms[r]!;
          values[(count + r) * asked + first + q] = cosine;
          if (cosine > highest[count + r]!) highest[count + r] = cosine;
        }
      }
    }
    for (let r = 0; r < rows.length; r++) weights[count + r] = scales[rows[r]!]! * norms[r]!;
    count += rows.length;
  }

  return {
    asked,
    weights: Float64Array.from(query, (row) => scales[row]! * normOf(vectors, row)),
    place(rows) {
      let length = 0;
      for (let at = 0; at < rows.length; at++) {
        const row = rows[at]!;
        if (slots[row]! >= 0) continue;
        slots[row] = count + length;
        waiting[length++] = row;
        if (length < MOST_ROWS) continue;
        compare(waiting);
        length = 0;
      }
      if (length > 0) compare(waiting.subarray(0, length));
    },
    slotOf: (row) => slots[row]!,
    values: () => values,
    best: (slot) => highest[slot]!,
    weight: (slot) => weights[slot]!,
  };
}

function usedOf({ dimensions }: TokenVectors): number {
  return Math.min(DIMENSIONS, dimensions);
}

function normOf(vectors: TokenVectors, row: number): number {
  const { matrix, dimensions } = vectors;
  const start = row * dimensions;
  const end = start + usedOf(vectors);
  let sum = 0;
  for (let at = start; at < end; at++) sum = (sum + matrix[at]! * matrix[at]!) | 0;
  return Math.sqrt(sum);
}

function doubled(values: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  const larger = new Float32Array(2 * values.length);
  larger.set(values);
  return larger;
}

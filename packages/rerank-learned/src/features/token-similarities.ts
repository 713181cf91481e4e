import type { TokenVectors } from '@tsr/embed';

/** Cosines of any token to each of a query's, worked out once a token. */
export interface TokenSimilarities {
  /** How many tokens the query has. */
  readonly asked: number;
  /** Of the query's tokens. */
  readonly weights: Float64Array;
  /** Place of a token's row in what follows; new rows get the next one. */
  slotOf(row: number): number;
  /** `asked` cosines a slot, those below 0 as they are. Another array after a new slot. */
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
/** Rows of the query that are multiplied with at a time. */
const AT_ONCE = 4;

export function createTokenSimilarities(vectors: TokenVectors, query: Int32Array): TokenSimilarities {
  const { dimensions, scales } = vectors;
  const asked = query.length;
  const used = Math.min(DIMENSIONS, dimensions);
  const heads = headsOf(vectors, query, used);
  const perUnit = Float64Array.from(query, (row) => 1 / (normOf(vectors.matrix, row * dimensions, used) || 1));
  const dots = new Int32Array(Math.ceil(asked / AT_ONCE) * AT_ONCE);
  const slots = new Int32Array(scales.length).fill(-1);
  let [count, values, highest, weights] = [
    0,
    new Float32Array(FIRST_SLOTS * asked),
    new Float32Array(FIRST_SLOTS),
    new Float32Array(FIRST_SLOTS),
  ];

  function place(row: number): number {
    if (count === highest.length) [values, highest, weights] = [doubled(values), doubled(highest), doubled(weights)];
    const start = row * dimensions;
    const norm = normOf(vectors.matrix, start, used) || 1;
    setDots(dots, heads, vectors.matrix, start, used);
    for (let q = 0; q < asked; q++) {
      const cosine = (dots[q]! * perUnit[q]!) / norm;
      values[count * asked + q] = cosine;
      if (cosine > highest[count]!) highest[count] = cosine;
    }
    weights[count] = scales[row]! * norm;
    slots[row] = count;
    return count++;
  }

  return {
    asked,
    weights: Float64Array.from(query, (row) => scales[row]! * normOf(vectors.matrix, row * dimensions, used)),
    slotOf: (row) => (slots[row]! >= 0 ? slots[row]! : place(row)),
    values: () => values,
    best: (slot) => highest[slot]!,
    weight: (slot) => weights[slot]!,
  };
}

/** The query's rows, four side by side: their first values, then their second ones. Rows of zeros fill up the last four. */
function headsOf({ dimensions, matrix }: TokenVectors, rows: Int32Array, used: number): Int8Array {
  const heads = new Int8Array(Math.ceil(rows.length / AT_ONCE) * AT_ONCE * used);
  for (const [at, row] of rows.entries()) {
    const start = Math.floor(at / AT_ONCE) * AT_ONCE * used + (at % AT_ONCE);
    for (let i = 0; i < used; i++) heads[start + i * AT_ONCE] = matrix[row * dimensions + i]!;
  }
  return heads;
}

function normOf(matrix: Int8Array, start: number, used: number): number {
  let sum = 0;
  for (let i = 0; i < used; i++) sum += matrix[start + i]! * matrix[start + i]!;
  return Math.sqrt(sum);
}

/** Dot products of one row with all of the query's, in integers: exact, and each value of the row is read once for four. */
function setDots(dots: Int32Array, heads: Int8Array, matrix: Int8Array, start: number, used: number): void {
  for (let q = 0, at = 0; q < dots.length; q += AT_ONCE) {
    let [one, two, three, four] = [0, 0, 0, 0];
    for (let i = 0; i < used; i++, at += AT_ONCE) {
      const value = matrix[start + i]!;
      one = (one + value * heads[at]!) | 0;
      two = (two + value * heads[at + 1]!) | 0;
      three = (three + value * heads[at + 2]!) | 0;
      four = (four + value * heads[at + 3]!) | 0;
    }
    dots[q] = one;
    dots[q + 1] = two;
    dots[q + 2] = three;
    dots[q + 3] = four;
  }
}

function doubled(values: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  const larger = new Float32Array(2 * values.length);
  larger.set(values);
  return larger;
}

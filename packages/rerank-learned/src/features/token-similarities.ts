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

export function createTokenSimilarities(vectors: TokenVectors, query: Int32Array): TokenSimilarities {
  const { dimensions, scales } = vectors;
  const asked = query.length;
  const used = Math.min(DIMENSIONS, dimensions);
  const heads = unitRows(vectors, query, used);
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
    for (let q = 0; q < asked; q++) {
      const cosine = dot(heads, q * used, vectors.matrix, start, used) / norm;
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

function unitRows({ dimensions, matrix }: TokenVectors, rows: Int32Array, used: number): Float32Array {
  const units = new Float32Array(rows.length * used);
  for (const [at, row] of rows.entries()) {
    const norm = normOf(matrix, row * dimensions, used) || 1;
    for (let i = 0; i < used; i++) units[at * used + i] = matrix[row * dimensions + i]! / norm;
  }
  return units;
}

function normOf(matrix: Int8Array, start: number, used: number): number {
  let sum = 0;
  for (let i = 0; i < used; i++) sum += matrix[start + i]! * matrix[start + i]!;
  return Math.sqrt(sum);
}

function dot(a: Float32Array, startOfA: number, b: Int8Array, startOfB: number, length: number): number {
  let [one, two, three, four] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 3 < length; i += 4) {
    one += a[startOfA + i]! * b[startOfB + i]!;
    two += a[startOfA + i + 1]! * b[startOfB + i + 1]!;
    three += a[startOfA + i + 2]! * b[startOfB + i + 2]!;
    four += a[startOfA + i + 3]! * b[startOfB + i + 3]!;
  }
  for (; i < length; i++) one += a[startOfA + i]! * b[startOfB + i]!;
  return one + two + three + four;
}

function doubled(values: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  const larger = new Float32Array(2 * values.length);
  larger.set(values);
  return larger;
}

/** A vector in 8 bits per number: codes times `scale` is about the vector. */
export interface QuantizedVector {
  readonly scale: number;
  /** Euclidean distance of codes times scale from the vector. */
  readonly error: number;
}

export interface QuantizedQuery {
  /** A dot product with codes, times this and the row's scale, is the score. */
  readonly factor: number;
  /** Euclidean distance of what the numbers stand for from the query. */
  readonly error: number;
}

const MAX_CODE = 127;
const MAX_QUERY_CODE = 32_767;
/** The kernel adds up in 32 bits with sign. */
const MAX_SUM = 2 ** 31 - 2 ** 16;

/**
 * Writes codes of `vector` times `factor`, of which one is 127 or -127. Their scale is the one that leaves the smallest
 * distance; with `toLength` the one that gives codes that length.
 */
export function quantizeVector(
  vector: Float32Array,
  factor: number,
  codes: Int8Array,
  toLength?: number,
): QuantizedVector {
  const step = (largestOf(vector) * factor) / MAX_CODE;
  let squares = 0;
  let product = 0;
  for (let i = 0; i < vector.length; i++) {
    const value = (vector[i] as number) * factor;
    const code = Math.round(value / step);
    codes[i] = code;
    squares += code * code;
    product += code * value;
  }
  const scale = toLength === undefined ? product / squares : toLength / Math.sqrt(squares);
  let error = 0;
  for (let i = 0; i < vector.length; i++) {
    error += ((vector[i] as number) * factor - (codes[i] as number) * scale) ** 2;
  }
  return { scale, error: Math.sqrt(error) };
}

/**
 * Writes a query in 16 bits per number. By the Cauchy-Schwarz inequality no sum of products with any codes, nor any part
 * of it, is beyond 32 bits: codes have at most the length 127 · √dimensions, and the query's are scaled to fit.
 */
export function quantizeQuery(query: Float64Array, numbers: Int16Array): QuantizedQuery {
  let largest = 0;
  let squares = 0;
  for (let i = 0; i < query.length; i++) {
    largest = Math.max(largest, Math.abs(query[i] as number));
    squares += (query[i] as number) ** 2;
  }
  const longest = MAX_SUM / (MAX_CODE * Math.sqrt(query.length)) - Math.sqrt(query.length);
  const scale = Math.min(MAX_QUERY_CODE / largest, longest / Math.sqrt(squares));
  let error = 0;
  for (let i = 0; i < query.length; i++) {
    const number = Math.round((query[i] as number) * scale);
    numbers[i] = number;
    error += ((query[i] as number) - number / scale) ** 2;
  }
  return { factor: 1 / scale, error: Math.sqrt(error) };
}

function largestOf(vector: Float32Array): number {
  let largest = 0;
  for (let i = 0; i < vector.length; i++) largest = Math.max(largest, Math.abs(vector[i] as number));
  return largest;
}

import { MOST_QUERY_ROWS, MOST_ROWS } from './token-dots.ts';
import type { TokenTable } from './token-table.ts';

/** Cosines of any token to each of a query's, worked out once a token, which has a slot from then on. */
export interface TokenSimilarities {
  /** Of the query's tokens. */
  readonly weights: Float64Array;
  /** Slot of each of these rows, and perhaps more behind them. Good until the next call, as all arrays are. */
  slotsOf(rows: Int32Array): Int32Array;
  /**
   * Cosines to four of the query's tokens, from {@link IN_GROUP} `* group` on, 0 for those below it: four a slot, one after
   * the other, since memory is read by the line. 0 where the query has no more tokens.
   */
  groupOf(group: number): Float32Array;
  /** The highest cosine, at least 0, by slot. */
  best(): Float32Array;
  /** By slot. */
  weight(): Float32Array;
}

export const IN_GROUP = 4;
const FIRST_SLOTS = 2048;
const FIRST_ROWS = 512;

export function createTokenSimilarities({ vectors, dots, normOf }: TokenTable, query: Int32Array): TokenSimilarities {
  const { scales } = vectors;
  const perUnit = Float64Array.from(query, (row) => 1 / (normOf(row) || 1));
  const known = new Int32Array(scales.length).fill(-1);
  const waiting = new Int32Array(MOST_ROWS);
  const norms = new Float64Array(MOST_ROWS);
  const products = new Int32Array(MOST_ROWS * Math.min(query.length, MOST_QUERY_ROWS));
  let slots = new Int32Array(FIRST_ROWS);
  let groups = Array.from(
    { length: Math.ceil(query.length / IN_GROUP) },
    () => new Float32Array(IN_GROUP * FIRST_SLOTS),
  );
  let [count, highest, weights] = [0, new Float32Array(FIRST_SLOTS), new Float32Array(FIRST_SLOTS)];

  function compare(rows: Int32Array): void {
    while (count + rows.length > highest.length) {
      groups = groups.map(doubled);
      [highest, weights] = [doubled(highest), doubled(weights)];
    }
    for (let r = 0; r < rows.length; r++) {
      norms[r] = normOf(rows[r]!) || 1;
      weights[count + r] = scales[rows[r]!]! * norms[r]!;
    }
    for (let first = 0; first < query.length; first += MOST_QUERY_ROWS) {
      const part = query.subarray(first, first + MOST_QUERY_ROWS);
      dots(part, rows, products);
      for (let q = 0; q < part.length; q++) fill(first + q, q * rows.length, rows.length);
    }
    count += rows.length;
  }

  function fill(query: number, from: number, length: number): void {
    const [group, unit] = [groups[Math.floor(query / IN_GROUP)]!, perUnit[query]!];
    const start = IN_GROUP * count + (query % IN_GROUP);
    for (let r = 0; r < length; r++) {
      const cosine = (products[from + r]! * unit) / norms[r]!;
      // 0 for those below it, exact for the others: half of them are, and a branch would go the wrong way as often.
      const above = 0.5 * (cosine + Math.abs(cosine));
      group[start + IN_GROUP * r] = above;
      if (above > highest[count + r]!) highest[count + r] = above;
    }
  }

  return {
    weights: Float64Array.from(query, (row) => scales[row]! * normOf(row)),
    slotsOf(rows) {
      if (slots.length < rows.length) slots = new Int32Array(2 * rows.length);
      let length = 0;
      for (let at = 0; at < rows.length; at++) {
        const row = rows[at]!;
        if (known[row]! < 0) {
          if (length === MOST_ROWS) {
            compare(waiting);
            length = 0;
          }
          known[row] = count + length;
          waiting[length++] = row;
        }
        slots[at] = known[row]!;
      }
      if (length > 0) compare(waiting.subarray(0, length));
      return slots;
    },
    groupOf: (group) => groups[group]!,
    best: () => highest,
    weight: () => weights,
  };
}

function doubled(values: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  const larger = new Float32Array(2 * values.length);
  larger.set(values);
  return larger;
}

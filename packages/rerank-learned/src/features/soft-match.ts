import type { TokenVectors } from '@tsr/embed';
import { createTokenSimilarities, IN_GROUP, type TokenSimilarities } from './token-similarities.ts';
import type { TokenTable } from './token-table.ts';

/** How close in meaning the tokens of a passage come to those of the query. */
export interface SoftMatch {
  /** Mean over the query's tokens, by weight, of the highest similarity in the passage. */
  readonly mean: number;
  /** The lowest of these among tokens that weigh something. */
  readonly least: number;
  /** The mean, where only the best stretch of 64 tokens is looked at. */
  readonly window: number;
  /** Mean over the passage's tokens, by weight, of the highest similarity in the query. */
  readonly density: number;
  /** Cosine of the sums of both texts' token vectors. */
  readonly cosine: number;
}

/** A passage: rows of its tokens, and the sum of their vectors. */
export interface TokenRows {
  readonly rows: Int32Array;
  readonly sum: Float32Array;
}

export type SoftMatcher = (passage: TokenRows) => SoftMatch;

const NOTHING: SoftMatch = { mean: 0, least: 0, window: 0, density: 0, cosine: 0 };
const BLOCK = 32;
const FIRST_ROWS = 512;
/** Rows that are summed at a time. */
const AT_ONCE = 4;
/** Tokens that weigh less than this share of the heaviest do not make the lowest similarity. */
const LIGHT = 0.35;

/**
 * Soft MaxSim of one query and many passages (Khattab and Zaharia, "ColBERT", SIGIR 2020) over the vectors of a static
 * table: cosines of single tokens, without context. A token's weight is the length of its vector.
 */
export function createSoftMatcher(table: TokenTable, query: Int32Array): SoftMatcher {
  const similarities = createTokenSimilarities(table, Int32Array.from(new Set(query)));
  const { weights } = similarities;
  if (weights.length === 0) return () => NOTHING;
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  const heavy = weights.reduce((most, weight) => Math.max(most, weight), 0) * LIGHT;
  const sum = sumOfRows(table.vectors, query);
  let highest = new Float32Array(FIRST_ROWS);
  return (passage) => {
    const { length } = passage.rows;
    if (length === 0) return NOTHING;
    const slots = similarities.slotsOf(passage.rows);
    if (highest.length < length) highest = new Float32Array(length);
    const blocks = Math.ceil(length / BLOCK);
    const windows = new Float64Array(Math.max(1, blocks - 1));
    let [mean, least] = [0, 1];
    for (let q = 0; q < weights.length; q++) {
      if (q % IN_GROUP === 0) highestByBlock(similarities.groupOf(q / IN_GROUP), slots, length, highest);
      const of = q % IN_GROUP;
      let best = 0;
      for (let block = 0; block < blocks; block++) best = Math.max(best, highest[IN_GROUP * block + of]!);
      mean += weights[q]! * best;
      if (weights[q]! >= heavy) least = Math.min(least, best);
      for (let block = 0; block < windows.length; block++) {
        const next = block + 1 < blocks ? highest[IN_GROUP * (block + 1) + of]! : 0;
        windows[block]! += weights[q]! * Math.max(highest[IN_GROUP * block + of]!, next);
      }
    }
    const density = densityOf(similarities, slots, length);
    return {
      mean: mean / total,
      least,
      window: highestOf(windows) / total,
      density,
      cosine: cosineOf(sum, passage.sum),
    };
  };
}

/**
 * The highest value of four tokens of the query in each stretch of 32 tokens, stretch after stretch. Floats that are not
 * negative are ordered as the integers that have the same bits, and of those the higher is found without a branch, which
 * would go the wrong way too often.
 */
function highestByBlock(group: Float32Array, slots: Int32Array, length: number, into: Float32Array): void {
  const bits = new Int32Array(group.buffer);
  const out = new Int32Array(into.buffer);
  for (let at = 0, block = 0; at < length; block += IN_GROUP) {
    const end = Math.min(length, at + BLOCK);
    let [a, b, c, d] = [0, 0, 0, 0];
    for (; at < end; at++) {
      const slot = IN_GROUP * slots[at]!;
      a = higher(a, bits[slot]!);
      b = higher(b, bits[slot + 1]!);
      c = higher(c, bits[slot + 2]!);
      d = higher(d, bits[slot + 3]!);
    }
    out[block] = a;
    out[block + 1] = b;
    out[block + 2] = c;
    out[block + 3] = d;
  }
}

/** Of two integers of at least 0. */
function higher(a: number, b: number): number {
  const more = (b - a) | 0;
  return (a + (more & ~(more >> 31))) | 0;
}

function highestOf(values: Float32Array | Float64Array): number {
  let best = 0;
  for (let at = 0; at < values.length; at++) if (values[at]! > best) best = values[at]!;
  return best;
}

function densityOf({ best, weight }: TokenSimilarities, slots: Int32Array, length: number): number {
  const [highest, weights] = [best(), weight()];
  let [density, total] = [0, 0];
  for (let at = 0; at < length; at++) {
    const slot = slots[at]!;
    density += weights[slot]! * highest[slot]!;
    total += weights[slot]!;
  }
  return total === 0 ? 0 : density / total;
}

/** The sum of the vectors of tokens. */
export function sumOfRows(vectors: TokenVectors, rows: Int32Array): Float64Array {
  const sum = new Float64Array(vectors.dimensions);
  const { distinct, weights } = weighted(vectors, rows);
  for (let at = 0; at < distinct.length; at += AT_ONCE) addFour(sum, vectors, distinct, weights, at);
  return sum;
}

/** Each row once, by how much of it is in the sum; filled up to a multiple of four by rows that add nothing. */
function weighted(
  { scales }: TokenVectors,
  rows: Int32Array,
): { readonly distinct: Int32Array; readonly weights: Float64Array } {
  const sorted = rows.slice().sort();
  const distinct = new Int32Array(Math.ceil(rows.length / AT_ONCE) * AT_ONCE);
  const weights = new Float64Array(distinct.length);
  let count = 0;
  for (let at = 0; at < sorted.length; at++) {
    const row = sorted[at]!;
    if (at === 0 || row !== sorted[at - 1]) distinct[count++] = row;
    weights[count - 1]! += scales[row]!;
  }
  const used = Math.ceil(count / AT_ONCE) * AT_ONCE;
  return { distinct: distinct.subarray(0, used), weights };
}

// The sum is read and written once for four rows.
function addFour(
  sum: Float64Array,
  { matrix, dimensions }: TokenVectors,
  rows: Int32Array,
  weights: Float64Array,
  at: number,
): void {
  const [ofA, ofB, ofC, ofD] = [weights[at]!, weights[at + 1]!, weights[at + 2]!, weights[at + 3]!];
  const a = rows[at]! * dimensions;
  const b = rows[at + 1]! * dimensions;
  const c = rows[at + 2]! * dimensions;
  const d = rows[at + 3]! * dimensions;
  for (let i = 0; i < dimensions; i++) {
    sum[i]! += ofA * matrix[a + i]! + ofB * matrix[b + i]! + (ofC * matrix[c + i]! + ofD * matrix[d + i]!);
  }
}

/** -1 to 1; 0 where either is zero. */
function cosineOf(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [product, ofA, ofB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    product += a[i]! * b[i]!;
    ofA += a[i]! * a[i]!;
    ofB += b[i]! * b[i]!;
  }
  const lengths = Math.sqrt(ofA) * Math.sqrt(ofB);
  return lengths === 0 ? 0 : Math.max(-1, Math.min(1, product / lengths));
}

import type { TokenVectors } from '@tsr/embed';
import type { TokenDots } from './token-dots.ts';
import { createTokenSimilarities, type TokenSimilarities } from './token-similarities.ts';

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
/** Rows that are summed at a time. */
const AT_ONCE = 4;
/** Tokens that weigh less than this share of the heaviest do not make the lowest similarity. */
const LIGHT = 0.35;

/**
 * Soft MaxSim of one query and many passages (Khattab and Zaharia, "ColBERT", SIGIR 2020) over the vectors of a static
 * table: cosines of single tokens, without context. A token's weight is the length of its vector.
 */
export function createSoftMatcher(vectors: TokenVectors, query: Int32Array, dots?: TokenDots): SoftMatcher {
  const similarities = createTokenSimilarities(vectors, Int32Array.from(new Set(query)), dots);
  if (similarities.asked === 0) return () => NOTHING;
  const sum = sumOfRows(vectors, query);
  return (passage) => {
    if (passage.rows.length === 0) return NOTHING;
    const { highest, density } = highestByBlock(similarities, passage.rows);
    return { ...overQuery(similarities.weights, highest), density, cosine: cosineOf(sum, passage.sum) };
  };
}

/** The highest similarity of each query token in each stretch of 32 tokens, stretch after stretch. */
function highestByBlock(
  similarities: TokenSimilarities,
  rows: Int32Array,
): { readonly highest: Float32Array; readonly density: number } {
  const { asked, slotOf, best, weight } = similarities;
  similarities.place(rows);
  const held = similarities.values();
  const highest = new Float32Array(Math.ceil(rows.length / BLOCK) * asked);
  let [density, total] = [0, 0];
  for (let at = 0; at < rows.length; at++) {
    const slot = slotOf(rows[at]!);
    const block = ((at / BLOCK) | 0) * asked;
    const first = slot * asked;
    for (let q = 0; q < asked; q++) {
      const value = held[first + q]!;
      if (value > highest[block + q]!) highest[block + q] = value;
    }
    density += weight(slot) * best(slot);
    total += weight(slot);
  }
  return {
    highest,
    density: total === 0 ? 0 : density / total,
  };
}

function overQuery(weights: Float64Array, highest: Float32Array): Pick<SoftMatch, 'mean' | 'least' | 'window'> {
  const asked = weights.length;
  const blocks = highest.length / asked;
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  const heavy = Math.max(...weights) * LIGHT;
  let [mean, least, window] = [0, 1, 0];
  for (let q = 0; q < asked; q++) {
    let best = 0;
    for (let block = 0; block < blocks; block++) best = Math.max(best, highest[block * asked + q]!);
    mean += weights[q]! * best;
    if (weights[q]! >= heavy) least = Math.min(least, best);
  }
  for (let block = 0; block < Math.max(1, blocks - 1); block++) {
    let inside = 0;
    for (let q = 0; q < asked; q++) {
      inside += weights[q]! * Math.max(highest[block * asked + q]!, highest[(block + 1) * asked + q] ?? 0);
    }
    window = Math.max(window, inside);
  }
  return { mean: mean / total, least, window: window / total };
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

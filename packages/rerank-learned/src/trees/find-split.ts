import { ENTRIES } from './histograms.ts';

/** Sums over the rows of a leaf. */
export interface LeafSums {
  readonly gradient: number;
  readonly hessian: number;
  readonly rows: number;
}

/** Which rows of a leaf go left: those of bins up to `bin`, and those with a missing value unless `missingRight`. */
export interface Split {
  readonly column: number;
  readonly bin: number;
  readonly missingRight: boolean;
  /** What both sides take off the loss, twice. */
  readonly taken: number;
  /** The same, less what the leaf took off as one. */
  readonly gain: number;
  readonly left: LeafSums;
  readonly right: LeafSums;
}

export interface SplitLimits {
  /** Rows on each side, at least. */
  readonly minLeaf: number;
  /** Sum of hessians on each side, at least. */
  readonly minHessian: number;
  readonly l2: number;
}

/** Gains under this share of what they are differences of are rounding errors. */
const LEAST_SHARE = 1e-12;

/** What a leaf takes off the loss, twice (Newton's step). */
export function takenBy({ gradient, hessian }: LeafSums, l2: number): number {
  return gradient === 0 ? 0 : (gradient * gradient) / (hessian + l2);
}

/** What a split has to take off at least to be worth anything. */
export function leastTaken(leaf: LeafSums, l2: number): number {
  return takenBy(leaf, l2) * (1 + LEAST_SHARE);
}

/** The best split of one column that takes off more than `least`, if there is one. The lowest bin wins a tie. */
export function bestSplitOfColumn(
  histogram: Float64Array,
  { column, offset, bins }: { readonly column: number; readonly offset: number; readonly bins: number },
  leaf: LeafSums,
  limits: SplitLimits,
  least: number,
): Split | undefined {
  const missing = sumsAt(histogram, offset + bins * ENTRIES);
  const search = { histogram, offset, leaf, limits, least };
  // With missing values to the right, then to the left.
  const right = scan(search, bins, NONE);
  const left = missing.rows === 0 ? undefined : scan({ ...search, least: right?.taken ?? least }, bins, missing);
  const found = left ?? right;
  if (found === undefined) return undefined;
  const sides = sidesOf(histogram, offset, found.bin, leaf, left === undefined ? NONE : missing);
  // Where the leaf has no missing values, those of other data go with the most rows.
  const missingRight = missing.rows === 0 ? sides.right.rows > sides.left.rows : left === undefined;
  return { column, ...found, missingRight, gain: found.taken - takenBy(leaf, limits.l2), ...sides };
}

const NONE: LeafSums = { gradient: 0, hessian: 0, rows: 0 };

interface Search {
  readonly histogram: Float64Array;
  readonly offset: number;
  readonly leaf: LeafSums;
  readonly limits: SplitLimits;
  readonly least: number;
}

/** Moves one bin after the other to the left, which has `first` already. */
function scan(search: Search, bins: number, first: LeafSums): { bin: number; taken: number } | undefined {
  const { histogram, offset, leaf, limits } = search;
  const { minLeaf, minHessian, l2 } = limits;
  let { gradient, hessian, rows } = first;
  let taken = search.least;
  let found = -1;
  for (let bin = 0; bin < bins; bin++) {
    const at = offset + bin * ENTRIES;
    if (histogram[at + 2] === 0) continue;
    gradient += histogram[at]!;
    hessian += histogram[at + 1]!;
    rows += histogram[at + 2]!;
    if (rows < minLeaf || hessian < minHessian) continue;
    const others = leaf.hessian - hessian;
    if (leaf.rows - rows < minLeaf || others < minHessian) break;
    const rest = leaf.gradient - gradient;
    const sum = (gradient * gradient) / (hessian + l2) + (rest * rest) / (others + l2);
    if (sum > taken) {
      taken = sum;
      found = bin;
    }
  }
  return found < 0 ? undefined : { bin: found, taken };
}

function sidesOf(
  histogram: Float64Array,
  offset: number,
  lastBin: number,
  leaf: LeafSums,
  first: LeafSums,
): { left: LeafSums; right: LeafSums } {
  let { gradient, hessian, rows } = first;
  for (let bin = 0; bin <= lastBin; bin++) {
    const sums = sumsAt(histogram, offset + bin * ENTRIES);
    gradient += sums.gradient;
    hessian += sums.hessian;
    rows += sums.rows;
  }
  const right = { gradient: leaf.gradient - gradient, hessian: leaf.hessian - hessian, rows: leaf.rows - rows };
  return { left: { gradient, hessian, rows }, right };
}

function sumsAt(histogram: Float64Array, at: number): LeafSums {
  return { gradient: histogram[at]!, hessian: histogram[at + 1]!, rows: histogram[at + 2]! };
}

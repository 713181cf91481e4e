import type { Turns } from '@tsr/core';
import { bestSplitOfColumn, type LeafSums, leastTaken, type Split, type SplitLimits } from './find-split.ts';
import { fillHistogram, type HistogramSource, subtractHistogram } from './histograms.ts';
import { partition } from './partition.ts';
import type { Tree } from './tree.ts';

export interface GrowthLimits extends SplitLimits {
  /** Leaves, at most. */
  readonly leaves: number;
  readonly learningRate: number;
}

export interface TreeSource extends HistogramSource {
  /** The rows to learn from; sorted by leaf in the end. */
  readonly rows: Int32Array;
  readonly limits: GrowthLimits;
  /** One a leaf. */
  readonly histograms: readonly Float64Array[];
  /** As long as `rows`. */
  readonly room: Int32Array;
}

export interface GrownTree {
  readonly tree: Tree;
  /** Where the rows of each leaf lie among `rows`. */
  readonly leaves: readonly { readonly start: number; readonly end: number }[];
  readonly splits: readonly Split[];
}

/** Some of the rows: one side of a split, or all. */
interface Side {
  readonly start: number;
  readonly end: number;
  readonly sums: LeafSums;
  /** The split; -1 for all rows. */
  readonly parent: number;
  readonly side: 'left' | 'right';
}

interface Leaf extends Side {
  readonly histogram: Float64Array;
  readonly best: Split | undefined;
}

/**
 * Grows one tree on the gradients, always splitting the leaf that gains most ("leaf-wise": Ke et al., "LightGBM: A
 * Highly Efficient Gradient Boosting Decision Tree", NeurIPS 2017), with the histogram of a larger side taken as the
 * difference of the leaf's and the smaller side's.
 */
export async function growTree(source: TreeSource, turns: Turns): Promise<GrownTree> {
  const growing: GrowingSplits = { column: [], threshold: [], missing: [], left: [], right: [] };
  const leaves: Leaf[] = [await wholeOf(source, turns)];
  const splits: Split[] = [];
  while (leaves.length < source.limits.leaves) {
    const index = mostGaining(leaves);
    const split = leaves[index]?.best;
    if (split === undefined) break;
    addSplit(growing, leaves, index, split, source.binned.bounds[split.column]![split.bin]!);
    const sides = sidesOf(source, leaves[index]!, split, splits.length);
    splits.push(split);
    [leaves[index], leaves[leaves.length]] = await leavesOf(source, leaves[index]!, sides, leaves.length, turns);
  }
  const value = leaves.map(({ sums }) => leafValue(sums, source.limits));
  return { tree: { ...growing, value, rows: leaves.map(({ sums }) => sums.rows) }, leaves, splits };
}

interface GrowingSplits {
  readonly column: number[];
  readonly threshold: number[];
  readonly missing: (0 | 1)[];
  readonly left: number[];
  readonly right: number[];
}

/** Its left side keeps the leaf's number; its right side becomes the next. */
function addSplit(tree: GrowingSplits, leaves: readonly Leaf[], index: number, split: Split, threshold: number): void {
  const { parent, side } = leaves[index]!;
  if (parent >= 0) tree[side][parent] = tree.column.length;
  tree.column.push(split.column);
  tree.threshold.push(threshold);
  tree.missing.push(split.missingRight ? 1 : 0);
  tree.left.push(~index);
  tree.right.push(~leaves.length);
}

async function wholeOf(source: TreeSource, turns: Turns): Promise<Leaf> {
  const { rows, gradients, hessians } = source;
  const histogram = source.histograms[0]!;
  await fillHistogram(histogram, rows, source, turns);
  let [gradient, hessian] = [0, 0];
  for (const row of rows) {
    gradient += gradients[row]!;
    hessian += hessians[row]!;
  }
  const sums = { gradient, hessian, rows: rows.length };
  return withBest(source, { start: 0, end: rows.length, sums, parent: -1, side: 'left' }, histogram);
}

type Sides = readonly [left: Side, right: Side];

/** Sorts the leaf's rows by side. */
function sidesOf(source: TreeSource, { start, end }: Leaf, split: Split, parent: number): Sides {
  const ofLeaf = source.rows.subarray(start, end);
  const bins = source.binned.bins[split.column]!;
  const middle = start + partition(ofLeaf, bins, binsToTheRight(source, split), source.room);
  return [
    { start, end: middle, sums: split.left, parent, side: 'left' },
    { start: middle, end, sums: split.right, parent, side: 'right' },
  ];
}

/** For each bin of the column, 1 if it goes right. */
function binsToTheRight({ binned }: TreeSource, { column, bin, missingRight }: Split): Uint8Array {
  const values = binned.bounds[column]!.length;
  return Uint8Array.from({ length: values + 1 }, (_, at) => Number(at === values ? missingRight : at > bin));
}

async function leavesOf(
  source: TreeSource,
  { histogram }: Leaf,
  sides: Sides,
  count: number,
  turns: Turns,
): Promise<readonly [left: Leaf, right: Leaf]> {
  const [left, right] = sides;
  const { leaves, minLeaf } = source.limits;
  // There are leaves enough, or both have too few rows: neither will be split.
  if (count + 1 === leaves || Math.max(left.sums.rows, right.sums.rows) < 2 * minLeaf) {
    return [
      { ...left, histogram, best: undefined },
      { ...right, histogram, best: undefined },
    ];
  }
  const smaller = left.sums.rows <= right.sums.rows ? left : right;
  const ofSmaller = source.histograms[count]!;
  await fillHistogram(ofSmaller, source.rows.subarray(smaller.start, smaller.end), source, turns);
  subtractHistogram(histogram, ofSmaller);
  return [
    withBest(source, left, left === smaller ? ofSmaller : histogram),
    withBest(source, right, right === smaller ? ofSmaller : histogram),
  ];
}

function withBest(source: TreeSource, side: Side, histogram: Float64Array): Leaf {
  const { columns, layout, binned, limits } = source;
  const least = leastTaken(side.sums, limits.l2);
  let best: Split | undefined;
  for (const column of columns) {
    const place = { column, offset: layout.offsets[column]!, bins: binned.bounds[column]!.length };
    best = bestSplitOfColumn(histogram, place, side.sums, limits, best?.taken ?? least) ?? best;
  }
  return { ...side, histogram, best };
}

/** The first of those that gain most; -1 where none can be split. */
function mostGaining(leaves: readonly Leaf[]): number {
  let found = -1;
  let most = 0;
  for (const [index, { best }] of leaves.entries()) {
    if (best === undefined || best.gain <= most) continue;
    most = best.gain;
    found = index;
  }
  return found;
}

/** Newton's step, to six digits: more make the file larger and no ranker better. */
function leafValue({ gradient, hessian }: LeafSums, { l2, learningRate }: GrowthLimits): number {
  if (gradient === 0) return 0;
  return Number(((-gradient / (hessian + l2)) * learningRate).toPrecision(6));
}

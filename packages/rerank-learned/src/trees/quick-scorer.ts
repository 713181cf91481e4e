import type { Tree } from './tree.ts';

/**
 * Trees as bit masks, column by column: each split knows the leaves that it rules out if a row goes right of it. What
 * is left of all masks of a tree names the leaf, with hardly a branch that could be mispredicted.
 *
 * Lucchese, Nardini, Orlando, Perego, Tonellotto and Venturini, "QuickScorer: A Fast Algorithm to Rank Documents with
 * Additive Ensembles of Regression Trees", SIGIR 2015.
 */
export interface QuickScorer {
  readonly columns: number;
  readonly treeCount: number;
  /** Columns that have splits, ascending. */
  readonly used: Int32Array;
  /** First split of each used column, and the number of splits as the last entry. */
  readonly starts: Int32Array;
  /** Ascending within a column. */
  readonly threshold: Float64Array;
  readonly tree: Int32Array;
  /** A 0 for each leaf to the left. Leaf 0, counted from the left, is the highest bit. */
  readonly mask: Int32Array;
  /** 1 where missing values go right. */
  readonly missing: Uint8Array;
  /** 32 a tree, from the left. */
  readonly leaves: Float64Array;
}

export const MOST_LEAVES = 32;

/** Undefined where a tree has more than 32 leaves. */
export function createQuickScorer(columns: number, trees: readonly Tree[]): QuickScorer | undefined {
  if (trees.some(({ value }) => value.length > MOST_LEAVES)) return undefined;
  const splits = trees.flatMap((tree, index) => splitsOf(tree, index));
  splits.sort((a, b) => a.column - b.column || a.threshold - b.threshold);
  const used = Int32Array.from(new Set(splits.map(({ column }) => column)));
  const starts = used.map((wanted) => splits.findIndex(({ column }) => column === wanted));
  const leaves = new Float64Array(trees.length * MOST_LEAVES);
  for (const [index, tree] of trees.entries()) {
    for (const [place, leaf] of leavesUnder(tree, rootOf(tree)).entries()) {
      leaves[index * MOST_LEAVES + place] = tree.value[leaf]!;
    }
  }
  return {
    columns,
    treeCount: trees.length,
    used,
    starts: Int32Array.of(...starts, splits.length),
    threshold: Float64Array.from(splits, ({ threshold }) => threshold),
    tree: Int32Array.from(splits, ({ tree }) => tree),
    mask: Int32Array.from(splits, ({ mask }) => mask),
    missing: Uint8Array.from(splits, ({ missing }) => missing),
    leaves,
  };
}

/** The same sums as from walking each tree, in the same order. */
export function quickScores(scorer: QuickScorer, rows: Float32Array): Float64Array {
  const { columns, treeCount, leaves } = scorer;
  const scores = new Float64Array(rows.length / columns);
  const left = new Int32Array(treeCount);
  for (let row = 0; row < scores.length; row++) {
    left.fill(-1);
    ruleOut(scorer, rows, row * columns, left);
    let sum = 0;
    for (let tree = 0; tree < treeCount; tree++) sum += leaves[tree * MOST_LEAVES + Math.clz32(left[tree]!)]!;
    scores[row] = sum;
  }
  return scores;
}

function ruleOut(scorer: QuickScorer, rows: Float32Array, row: number, left: Int32Array): void {
  const { used, starts, threshold, tree, mask } = scorer;
  for (let place = 0; place < used.length; place++) {
    const value = rows[row + used[place]!]!;
    const end = starts[place + 1]!;
    if (Number.isNaN(value)) ruleOutMissing(scorer, starts[place]!, end, left);
    else for (let at = starts[place]!; at < end && value > threshold[at]!; at++) left[tree[at]!]! &= mask[at]!;
  }
}

function ruleOutMissing({ tree, mask, missing }: QuickScorer, start: number, end: number, left: Int32Array): void {
  for (let at = start; at < end; at++) if (missing[at] === 1) left[tree[at]!]! &= mask[at]!;
}

interface MaskedSplit {
  readonly column: number;
  readonly threshold: number;
  readonly tree: number;
  readonly mask: number;
  readonly missing: 0 | 1;
}

function splitsOf(tree: Tree, index: number): readonly MaskedSplit[] {
  const places = new Map(leavesUnder(tree, rootOf(tree)).map((leaf, place) => [leaf, place]));
  return tree.column.map((column, split) => {
    let mask = -1;
    for (const leaf of leavesUnder(tree, tree.left[split]!)) mask &= ~(1 << (MOST_LEAVES - 1 - places.get(leaf)!));
    return { column, threshold: tree.threshold[split]!, tree: index, mask, missing: tree.missing[split]! };
  });
}

/** Leaves under a child, from the left. */
function leavesUnder(tree: Tree, child: number): readonly number[] {
  if (child < 0) return [~child];
  return [...leavesUnder(tree, tree.left[child]!), ...leavesUnder(tree, tree.right[child]!)];
}

function rootOf({ column }: Tree): number {
  return column.length === 0 ? -1 : 0;
}

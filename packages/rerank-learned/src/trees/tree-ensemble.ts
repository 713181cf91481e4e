import { checkCount, invalidArgument, outOfRange, shown } from '@tsr/core';
import { createQuickScorer, type QuickScorer, quickScores } from './quick-scorer.ts';
import type { Tree } from './tree.ts';

/** Trees whose sum is the score, laid out flat: fast to walk. */
export interface TreeEnsemble {
  /** Values a row. */
  readonly columns: number;
  readonly trees: readonly Tree[];
  readonly nodes: TreeNodes;
  /** Made when first asked for; undefined where a tree has too many leaves for it. */
  readonly scorer: () => QuickScorer | undefined;
}

/** Splits and leaves of all trees. The right child of a split comes directly after its left one. */
export interface TreeNodes {
  /** The first node of each tree. */
  readonly roots: Int32Array;
  /** Column of a split; -1 for a leaf. */
  readonly column: Int32Array;
  /** Of a split. */
  readonly threshold: Float64Array;
  /** Left child of a split. */
  readonly left: Int32Array;
  /** 1 where missing values go right. */
  readonly missing: Uint8Array;
  /** What a leaf adds; for a split, the mean of the leaves beneath it, by their training rows. */
  readonly value: Float64Array;
}

/** Lays trees out. They are taken as right: what was read from a file is checked by `readRanker`. */
export function createTreeEnsemble(columns: number, trees: readonly Tree[]): TreeEnsemble {
  const length = trees.reduce((sum, { column, value }) => sum + column.length + value.length, 0);
  const nodes: TreeNodes = {
    roots: new Int32Array(trees.length),
    column: new Int32Array(length).fill(-1),
    threshold: new Float64Array(length),
    left: new Int32Array(length),
    missing: new Uint8Array(length),
    value: new Float64Array(length),
  };
  let at = 0;
  for (const [index, tree] of trees.entries()) {
    nodes.roots[index] = at;
    layOut(nodes, tree, at);
    at += tree.column.length + tree.value.length;
  }
  let scorer: QuickScorer | undefined | null = null;
  return {
    columns,
    trees,
    nodes,
    scorer() {
      if (scorer === null) scorer = createQuickScorer(columns, trees);
      return scorer;
    },
  };
}

/** Children come after their parents, so that parents are placed first, and means known for children first. */
function layOut(nodes: TreeNodes, tree: Tree, root: number): void {
  const splits = tree.column.length;
  if (splits === 0) nodes.value[root] = tree.value[0]!;
  const places = new Int32Array(splits);
  places[0] = root;
  let next = root + 1;
  for (let split = 0; split < splits; split++) {
    const place = places[split]!;
    nodes.column[place] = tree.column[split]!;
    nodes.threshold[place] = tree.threshold[split]!;
    nodes.missing[place] = tree.missing[split]!;
    nodes.left[place] = next;
    for (const child of [tree.left[split]!, tree.right[split]!]) {
      if (child < 0) nodes.value[next] = tree.value[~child]!;
      else places[child] = next;
      next++;
    }
  }
  setMeans(nodes, tree, places);
}

function setMeans({ value }: TreeNodes, tree: Tree, places: Int32Array): void {
  const rows = new Float64Array(places.length);
  for (let split = places.length - 1; split >= 0; split--) {
    let sum = 0;
    for (const child of [tree.left[split]!, tree.right[split]!]) {
      const ofChild = child < 0 ? tree.rows[~child]! : rows[child]!;
      rows[split]! += ofChild;
      sum += ofChild * (child < 0 ? tree.value[~child]! : value[places[child]!]!);
    }
    value[places[split]!] = sum / rows[split]!;
  }
}

/**
 * The score of each row: the sum of one leaf a tree.
 *
 * @param rows Row-major, NaN where a value is missing.
 * @throws RangeError `TSR_INVALID_ARGUMENT` if the rows are not as wide as those that the trees were grown on.
 */
export function predict(ensemble: TreeEnsemble, rows: Float32Array, columns: number): Float64Array {
  checkRows('predict', ensemble, rows, columns);
  const scorer = ensemble.scorer();
  if (scorer !== undefined) return quickScores(scorer, rows);
  const scores = new Float64Array(rows.length / columns);
  addScores(ensemble, rows, scores);
  return scores;
}

export function checkRows(subject: string, ensemble: TreeEnsemble, rows: Float32Array, columns: number): void {
  if (!(rows instanceof Float32Array)) {
    throw invalidArgument(`${subject}: rows is ${shown(rows)}; pass a Float32Array, row after row`);
  }
  checkCount(subject, 'columns', columns);
  if (columns !== ensemble.columns) {
    throw outOfRange(
      `${subject}: rows have ${columns} columns, the trees were grown on ${ensemble.columns}; pass the same features`,
    );
  }
  if (rows.length % columns !== 0) {
    throw outOfRange(`${subject}: rows has ${rows.length} values, no multiple of ${columns}; pass whole rows`);
  }
}

/** Adds what each tree says of each row, by walking it. A tree at a time: its nodes stay at hand. */
export function addScores(ensemble: TreeEnsemble, rows: Float32Array, scores: Float64Array): void {
  const { nodes, columns } = ensemble;
  for (const root of nodes.roots) addTree(nodes, root, rows, columns, scores);
}

function addTree(
  { column, threshold, left, missing, value }: TreeNodes,
  root: number,
  rows: Float32Array,
  columns: number,
  scores: Float64Array,
): void {
  for (let row = 0, start = 0; row < scores.length; row++, start += columns) {
    let node = root;
    for (let split = column[node]!; split >= 0; split = column[node]!) {
      const feature = rows[start + split]!;
      const limit = threshold[node]!;
      const isRight = feature > limit || (missing[node] === 1 && Number.isNaN(feature));
      node = left[node]! + (isRight ? 1 : 0);
    }
    scores[row]! += value[node]!;
  }
}

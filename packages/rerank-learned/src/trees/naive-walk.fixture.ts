import type { Tree } from './tree.ts';

/** What the trees say of one row, by their definition. */
export function naiveScore(trees: readonly Tree[], row: ArrayLike<number>): number {
  return trees.reduce((sum, tree) => sum + naiveLeaf(tree, row), 0);
}

function naiveLeaf(tree: Tree, row: ArrayLike<number>): number {
  let at = tree.column.length === 0 ? -1 : 0;
  while (at >= 0) {
    const value = row[tree.column[at]!]!;
    const isRight = Number.isNaN(value) ? tree.missing[at] === 1 : value > tree.threshold[at]!;
    at = (isRight ? tree.right : tree.left)[at]!;
  }
  return tree.value[~at]!;
}

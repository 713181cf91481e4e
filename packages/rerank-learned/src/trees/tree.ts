/**
 * One regression tree. A value of at most `threshold` goes left, a greater one right, NaN where `missing` says. A child
 * is the index of a later split, or `~leaf` (so -1 is leaf 0). Without splits, leaf 0 is the tree.
 */
export interface Tree {
  /** Column of each split. */
  readonly column: readonly number[];
  readonly threshold: readonly number[];
  /** 1 where missing values go right. */
  readonly missing: readonly (0 | 1)[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  /** What each leaf adds to the score. */
  readonly value: readonly number[];
  /** Training rows in each leaf. */
  readonly rows: readonly number[];
}

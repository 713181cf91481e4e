import { checkRows, type TreeEnsemble } from './tree-ensemble.ts';

/** A score, taken apart: `base` and all `columns` add up to it. */
export interface Contributions {
  /** What the trees say of the mean training row. */
  readonly base: number;
  /** What each column adds. */
  readonly columns: Float64Array;
}

/**
 * What each column adds to one row's score: on the way down each tree, the step from the mean under a split to the mean
 * under its child is the split's column's (Saabas, "Interpreting random forests", 2014).
 *
 * @throws RangeError `TSR_INVALID_ARGUMENT` if the row is not as wide as those that the trees were grown on.
 */
export function contributions(ensemble: TreeEnsemble, row: Float32Array): Contributions {
  checkRows('contributions', ensemble, row, row.length);
  const { roots, column, threshold, left, missing, value } = ensemble.nodes;
  const columns = new Float64Array(ensemble.columns);
  let base = 0;
  for (const root of roots) {
    base += value[root]!;
    let node = root;
    for (let split = column[node]!; split >= 0; split = column[node]!) {
      const feature = row[split]!;
      const isRight = Number.isNaN(feature) ? missing[node] === 1 : feature > threshold[node]!;
      const child = left[node]! + (isRight ? 1 : 0);
      columns[split]! += value[child]! - value[node]!;
      node = child;
    }
  }
  return { base, columns };
}

import type { GrowthLimits } from './grow-tree.ts';
import type { Gradients } from './lambda-gradients.ts';

/** A row's value and its leaf, found by trying every split of every leaf on the rows themselves. */
export interface NaiveTree {
  /** How much each split gained, in order. */
  readonly gains: readonly number[];
  /** What the tree says of each row. */
  readonly values: readonly number[];
}

interface NaiveLeaf {
  readonly rows: readonly number[];
  readonly best: NaiveSplit | undefined;
}

interface NaiveSplit {
  readonly left: readonly number[];
  readonly right: readonly number[];
  readonly gain: number;
}

/** The exact greedy learner: no bins, no histograms, no subtraction. */
export function naiveTree(
  columns: readonly (readonly number[])[],
  { gradients, hessians }: Gradients,
  limits: GrowthLimits,
): NaiveTree {
  const sumOf = (rows: readonly number[], of: Float64Array): number => rows.reduce((sum, row) => sum + of[row]!, 0);
  const taken = (rows: readonly number[]): number => sumOf(rows, gradients) ** 2 / (sumOf(rows, hessians) + limits.l2);
  const isEnough = (rows: readonly number[]): boolean =>
    rows.length >= limits.minLeaf && sumOf(rows, hessians) >= limits.minHessian;

  function leafOf(rows: readonly number[]): NaiveLeaf {
    let best: NaiveSplit | undefined;
    for (const column of columns) {
      for (const [left, right] of divisions(rows, column)) {
        if (!isEnough(left) || !isEnough(right)) continue;
        const gain = taken(left) + taken(right) - taken(rows);
        if (gain > (best?.gain ?? 1e-9) + 1e-9) best = { left, right, gain };
      }
    }
    return { rows, best };
  }

  const gains: number[] = [];
  let leaves = [leafOf(gradients.length === 0 ? [] : Array.from(gradients.keys()))];
  while (leaves.length < limits.leaves) {
    const gain = Math.max(...leaves.map(({ best }) => best?.gain ?? 0));
    const next = leaves.find(({ best }) => best?.gain === gain);
    if (next?.best === undefined) break;
    gains.push(gain);
    leaves = [...leaves.filter((leaf) => leaf !== next), leafOf(next.best.left), leafOf(next.best.right)];
  }
  const values = new Array<number>(gradients.length).fill(0);
  for (const { rows } of leaves) {
    const value = (-sumOf(rows, gradients) / (sumOf(rows, hessians) + limits.l2)) * limits.learningRate;
    for (const row of rows) values[row] = value;
  }
  return { gains, values };
}

/** Each threshold with the missing values on either side. */
function* divisions(
  rows: readonly number[],
  column: readonly number[],
): Generator<readonly [left: readonly number[], right: readonly number[]]> {
  const missing = rows.filter((row) => Number.isNaN(column[row]!));
  const present = rows.filter((row) => !Number.isNaN(column[row]!));
  for (const threshold of [...new Set(present.map((row) => column[row]!))].sort((a, b) => a - b)) {
    const low = present.filter((row) => column[row]! <= threshold);
    const high = present.filter((row) => column[row]! > threshold);
    yield [low, [...high, ...missing]];
    yield [[...low, ...missing], high];
  }
}

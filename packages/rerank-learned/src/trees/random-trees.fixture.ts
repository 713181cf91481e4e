import { seededRandom } from '@tsr/core';
import type { Tree } from './tree.ts';

/** Trees of random shape, with thresholds that rows of {@link randomRows} meet exactly now and then. */
export function randomTrees(seed: number, count: number, leaves: number, columns: number): readonly Tree[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => randomTree(random, 1 + Math.floor(random() * leaves), columns));
}

/** Values -1 to 1 in steps of a quarter, one in eight missing. */
export function randomRows(seed: number, count: number, columns: number): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length: count * columns }, () => (random() < 1 / 8 ? Number.NaN : quarter(random)));
}

function randomTree(random: () => number, leaves: number, columns: number): Tree {
  const [left, right]: [number[], number[]] = [[], []];
  for (let split = 0; split + 1 < leaves; split++) {
    replaceLeaf(left, right, Math.floor(random() * (split + 1)), split);
  }
  const splits = left.map(() => ({
    column: Math.floor(random() * columns),
    threshold: quarter(random),
    missing: random() < 0.5 ? (1 as const) : (0 as const),
  }));
  return {
    column: splits.map(({ column }) => column),
    threshold: splits.map(({ threshold }) => threshold),
    missing: splits.map(({ missing }) => missing),
    left,
    right,
    value: Array.from({ length: leaves }, () => random() - 0.5),
    rows: Array.from({ length: leaves }, () => 1 + Math.floor(random() * 100)),
  };
}

/** A new split in the place of a leaf: the leaf to its left, the next one to its right. */
function replaceLeaf(left: number[], right: number[], leaf: number, split: number): void {
  for (const side of [left, right]) {
    const at = side.indexOf(~leaf);
    if (at >= 0) side[at] = split;
  }
  left.push(~leaf);
  right.push(~(split + 1));
}

function quarter(random: () => number): number {
  return (Math.floor(random() * 9) - 4) / 4;
}

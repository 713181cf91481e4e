import { minMax, outOfRange, shown } from '@tsr/core';

/** A range of ranks or scores. */
export interface ProvenanceBounds {
  /** `'11-20'`, `'[.2, .4)'`, `'not found'`. */
  readonly label: string;
  /** Ranks: the first of the range. Scores: the lower edge, which belongs to the range. Null for `'not found'`. */
  readonly from: number | null;
  /** Ranks: the last of the range, null where it is open. Scores: the upper edge, which only the last range owns. */
  readonly to: number | null;
}

/** `[10, 20]` makes 1-10, 11-20 and 21+. */
export function rankRanges(edges: readonly number[]): readonly ProvenanceBounds[] {
  const closed = edges.map((to, index): ProvenanceBounds => {
    const from = (edges[index - 1] ?? 0) + 1;
    return { label: from === to ? `${from}` : `${from}-${to}`, from, to };
  });
  const open = edges[edges.length - 1]! + 1;
  return [...closed, { label: `${open}+`, from: open, to: null }];
}

/** `[0, .5, 1]` makes [0, .5) and [.5, 1]. */
export function scoreRanges(edges: readonly number[]): readonly ProvenanceBounds[] {
  return edges.slice(1).map((to, index): ProvenanceBounds => {
    const from = edges[index]!;
    const close = to === 1 ? ']' : ')';
    return { label: `[${short(from)}, ${short(to)}${close}`, from, to };
  });
}

function short(edge: number): string {
  return String(edge).replace(/^0\./, '.');
}

/** Position of the range that has the rank. */
export function rankBin(edges: readonly number[], rank: number): number {
  const bin = edges.findIndex((edge) => rank <= edge);
  return bin === -1 ? edges.length : bin;
}

/** Position of the range that has the score, which is from 0 to 1. */
export function scoreBin(edges: readonly number[], score: number): number {
  const bin = edges.findLastIndex((edge) => edge <= score);
  return Math.min(bin, edges.length - 2);
}

/** `minMax` over what is there; null stays null and counts for nothing. */
export function minMaxNormalisedFound(scores: readonly (number | null)[]): readonly (number | null)[] {
  const found = minMax(scores.filter((score) => score !== null));
  let next = 0;
  return scores.map((score) => (score === null ? null : found[next++]!));
}

export function checkRankEdges(edges: readonly number[]): readonly number[] {
  const fine = isAscending(edges) && edges.length > 0 && edges.every((edge) => Number.isInteger(edge) && edge >= 1);
  if (fine) return [...edges];
  throw outOfRange(`telemetry: rankEdges is ${shown(edges)}; pass the last rank of each range, ascending`);
}

export function checkScoreEdges(edges: readonly number[]): readonly number[] {
  if (isAscending(edges) && edges[0] === 0 && edges[edges.length - 1] === 1 && edges.length > 1) return [...edges];
  throw outOfRange(`telemetry: scoreEdges is ${shown(edges)}; pass ascending numbers from 0 to 1, both included`);
}

function isAscending(edges: readonly number[]): boolean {
  return Array.isArray(edges) && edges.every((edge, index) => index === 0 || edge > edges[index - 1]!);
}

import { outOfRange, shown } from '@tsr/core';
import type { ScoreScale } from './score-scale.ts';

/** A range of ranks or scores. */
export interface ProvenanceBounds {
  /** `'11-20'`, `'[.2, .4)'`, `'not found'`. */
  readonly label: string;
  /** Ranks: the first of the range. Scores: the lower edge, which belongs to the range. Null where there is none. */
  readonly from: number | null;
  /** Ranks: the last of the range. Scores: the upper edge, which only the last closed range owns. Null where it is open. */
  readonly to: number | null;
}

/** Ranges beside each other, and which of them has a value. */
export interface RangeAxis {
  readonly bounds: readonly ProvenanceBounds[];
  /** Position of the range that has the value, from 0. */
  binOf(value: number): number;
}

/** `[10, 20]` makes 1-10, 11-20 and 21+. */
export function rankAxis(edges: readonly number[]): RangeAxis {
  const closed = edges.map((to, index): ProvenanceBounds => {
    const from = (edges[index - 1] ?? 0) + 1;
    return { label: from === to ? `${from}` : `${from}-${to}`, from, to };
  });
  const open = edges[edges.length - 1]! + 1;
  return {
    bounds: [...closed, { label: `${open}+`, from: open, to: null }],
    binOf(rank) {
      const bin = edges.findIndex((edge) => rank <= edge);
      return bin === -1 ? edges.length : bin;
    },
  };
}

/** `[0, .5, 1]` makes [0, .5) and [.5, 1]; raw scores have ranges below and above as well, the upper one from its edge on. */
export function scoreAxis(edges: readonly number[], scale: ScoreScale): RangeAxis {
  const inner = edges.slice(1).map((to, index) => between(edges[index]!, to, ')'));
  const last = edges[edges.length - 1]!;
  const below = (score: number): number => edges.findLastIndex((edge) => edge <= score);
  if (scale === 'raw') {
    const under: ProvenanceBounds = { label: `< ${short(edges[0]!)}`, from: null, to: edges[0]! };
    const over: ProvenanceBounds = { label: `>= ${short(last)}`, from: last, to: null };
    return { bounds: [under, ...inner, over], binOf: (score) => below(score) + 1 };
  }
  return {
    bounds: [...inner.slice(0, -1), between(edges[edges.length - 2]!, last, ']')],
    binOf: (score) => Math.min(below(score), edges.length - 2),
  };
}

/** One more range, for what a leg did not find. */
export function withNotFound({ bounds, binOf }: RangeAxis): {
  readonly bounds: readonly ProvenanceBounds[];
  binOf(value: number | null | undefined): number;
} {
  return {
    bounds: [...bounds, { label: 'not found', from: null, to: null }],
    binOf: (value) => (value === null || value === undefined ? bounds.length : binOf(value)),
  };
}

function between(from: number, to: number, close: ')' | ']'): ProvenanceBounds {
  return { label: `[${short(from)}, ${short(to)}${close}`, from, to };
}

function short(edge: number): string {
  return String(edge).replace(/^(-?)0\./, '$1.');
}

export function checkRankEdges(edges: readonly number[]): readonly number[] {
  const fine = isAscending(edges) && edges.length > 0 && edges.every((edge) => Number.isInteger(edge) && edge >= 1);
  if (fine) return [...edges];
  throw outOfRange(`telemetry: rankEdges is ${shown(edges)}; pass the last rank of each range, ascending`);
}

const UNIT_EDGES: readonly number[] = [0, 0.2, 0.4, 0.6, 0.8, 1];

/** @param given @default [0, 0.2, 0.4, 0.6, 0.8, 1]; raw scores have no default. */
export function checkScoreEdges(given: readonly number[] | undefined, scale: ScoreScale): readonly number[] {
  const edges = given ?? (scale === 'raw' ? [] : UNIT_EDGES);
  if (scale === 'raw') {
    if (isAscending(edges) && edges.length > 0 && edges.every(Number.isFinite)) return [...edges];
    throw outOfRange(`telemetry: scoreEdges is ${shown(given)}; pass ascending raw scores with scoreScale 'raw'`);
  }
  if (isAscending(edges) && edges[0] === 0 && edges[edges.length - 1] === 1 && edges.length > 1) return [...edges];
  throw outOfRange(`telemetry: scoreEdges is ${shown(edges)}; pass ascending numbers from 0 to 1, both included`);
}

function isAscending(edges: readonly number[]): boolean {
  return Array.isArray(edges) && edges.every((edge, index) => index === 0 || edge > edges[index - 1]!);
}

import type { TokenVectors } from '@tsr/embed';
import type { SoftMatch } from './soft-match.ts';

const BLOCK = 32;
const DIMENSIONS = 128;

/** What a soft match is but for its cosine, token by token and stretch by stretch, in the order that the sums are in. */
export function naiveSoftMatch(vectors: TokenVectors, query: Int32Array, rows: Int32Array): Omit<SoftMatch, 'cosine'> {
  const { matrix, dimensions, scales } = vectors;
  const used = Math.min(DIMENSIONS, dimensions);
  const rowOf = (row: number): Int8Array => matrix.subarray(row * dimensions, row * dimensions + used);
  const dot = (a: Int8Array, b: Int8Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  const normOf = (row: number): number => Math.sqrt(dot(rowOf(row), rowOf(row)));
  const asked = [...new Set(query)];
  const weights = asked.map((row) => scales[row]! * normOf(row));
  const cosines = Array.from(rows, (row) =>
    asked.map((other) =>
      Math.fround((dot(rowOf(row), rowOf(other)) * (1 / (normOf(other) || 1))) / (normOf(row) || 1)),
    ),
  );
  const highest = (from: number, to: number, q: number): number =>
    Math.max(0, ...cosines.slice(from, to).map((of) => of[q]!));
  const blocks = Array.from({ length: Math.max(1, Math.ceil(rows.length / BLOCK) - 1) }, (_, block) => block * BLOCK);
  const sumOf = (bestOf: (q: number) => number): number =>
    weights.reduce((sum, weight, q) => sum + weight * bestOf(q), 0);
  const best = asked.map((_, q) => highest(0, rows.length, q));
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  const heavy = Math.max(...weights) * 0.35;
  const own = Array.from(rows, (row) => Math.fround(scales[row]! * (normOf(row) || 1)));
  const density = own.reduce((sum, weight, at) => sum + weight * Math.max(0, ...cosines[at]!), 0);
  const all = own.reduce((sum, weight) => sum + weight, 0);
  return {
    mean: sumOf((q) => best[q]!) / total,
    least: Math.min(1, ...best.filter((_, q) => weights[q]! >= heavy)),
    window: Math.max(0, ...blocks.map((from) => sumOf((q) => highest(from, from + 2 * BLOCK, q)))) / total,
    density: all === 0 ? 0 : density / all,
  };
}

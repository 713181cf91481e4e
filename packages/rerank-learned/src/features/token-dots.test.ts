import { seededRandom } from '@tsr/core';
import { expect, test } from 'vitest';
import { DOT_KERNEL as ORIGINAL } from '../../../dense-hnsw/src/vectors/dot-kernel-bytes.ts';
import { DOT_KERNEL } from './dot-kernel-bytes.ts';
import { createPlainDots, createTokenDots, createVectorDots, MOST_QUERY_ROWS, MOST_ROWS } from './token-dots.ts';

test('the kernel is that of dense search', () => {
  expect(DOT_KERNEL).toBe(ORIGINAL);
});

test.each([
  [256, 128],
  [128, 128],
  [20, 20],
  [5, 3],
])('vector instructions give what plain code gives: rows of %d numbers, of which %d count', (dimensions, used) => {
  const random = seededRandom(dimensions);
  const matrix = Int8Array.from({ length: 400 * dimensions }, () => Math.floor(random() * 255) - 127);
  const some = (count: number): Int32Array => Int32Array.from({ length: count }, () => Math.floor(random() * 400));
  const dots = [createVectorDots, createPlainDots].map((create) => create({ matrix, dimensions }, used));
  for (const [asked, count] of [
    [3, 7],
    [MOST_QUERY_ROWS, MOST_ROWS],
    [1, 1],
  ] as const) {
    const [query, rows] = [some(asked), some(count)];
    const [fast, plain] = dots.map((products) => {
      const into = new Int32Array(asked * count);
      products(query, rows, into);
      return into;
    });
    expect(fast).toEqual(plain);
    const at = (row: number, i: number): number => matrix[row * dimensions + i]!;
    const first = Array.from({ length: used }, (_, i) => at(rows[0]!, i) * at(query[0]!, i));
    expect(plain![0]).toBe(first.reduce((sum, product) => sum + product, 0));
  }
});

test('where WebAssembly may not run, plain code does', () => {
  const table = { matrix: Int8Array.of(1, 2, 3, 4), dimensions: 2 };
  const { WebAssembly } = globalThis as unknown as Record<string, unknown>;
  try {
    Object.assign(globalThis, { WebAssembly: undefined });
    const into = new Int32Array(1);
    createTokenDots(table, 2)(Int32Array.of(0), Int32Array.of(1), into);
    expect(into).toEqual(Int32Array.of(11));
  } finally {
    Object.assign(globalThis, { WebAssembly });
  }
});

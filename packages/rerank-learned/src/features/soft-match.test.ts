import { seededRandom } from '@tsr/core';
import type { TokenVectors } from '@tsr/embed';
import { assert, property, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { naiveSoftMatch } from './naive-soft-match.fixture.ts';
import { createSoftMatcher, sumOfRows } from './soft-match.ts';
import { createTokenTable } from './token-table.ts';

const DIMENSIONS = 6;

/** Rows of a table by number; a row's scale is 1 and so on. */
function vectorsOf(rows: readonly (readonly number[])[]): TokenVectors {
  return {
    fingerprint: 'test',
    dimensions: rows[0]!.length,
    scales: Float32Array.from(rows, (_, row) => 1 + row / 10),
    matrix: Int8Array.from(rows.flat()),
    rowsOf: (text) => Int32Array.from(text.split(' '), Number),
  };
}

const matched = (vectors: TokenVectors, query: Int32Array, rows: Int32Array) =>
  createSoftMatcher(createTokenTable(vectors), query)({ rows, sum: Float32Array.from(sumOfRows(vectors, rows)) });

const lengthOf = (row: readonly number[]): number => Math.hypot(...row);
const cosine = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * b[i]!, 0) / (lengthOf(a) * lengthOf(b) || 1);

describe('soft match', () => {
  const vectors = vectorsOf([
    [10, 0, 0, 0, 0, 0],
    [0, 10, 0, 0, 0, 0],
    [6, 8, 0, 0, 0, 0],
    [0, 0, 10, 0, 0, 0],
  ]);
  const rows = (text: string): Int32Array => vectors.rowsOf(text);

  test('is 1 where the passage has every token, whatever else it has', () => {
    const { mean, least, window } = matched(vectors, rows('0 1'), rows('3 1 3 0'));
    expect([mean, least, window]).toEqual([1, 1, 1]);
  });

  test('takes the closest token where the very one is missing', () => {
    const { mean, least } = matched(vectors, rows('0'), rows('2 3'));
    expect(mean).toBeCloseTo(0.6);
    expect(least).toBeCloseTo(0.6);
  });

  test('looks for all of it within 64 tokens', () => {
    const apart = Int32Array.from([0, ...new Array<number>(100).fill(3), 1]);
    const { mean, window } = matched(vectors, rows('0 1'), apart);
    expect(mean).toBe(1);
    expect(window).toBeLessThan(0.6);
  });

  test('has nothing to say of empty texts', () => {
    const nothing = { mean: 0, least: 0, window: 0, density: 0, cosine: 0 };
    expect(matched(vectors, rows('0'), new Int32Array())).toEqual(nothing);
    expect(matched(vectors, new Int32Array(), rows('0'))).toEqual(nothing);
  });
});

test('is what a plain double loop finds', () => {
  const table = uint8Array({ minLength: DIMENSIONS * 20, maxLength: DIMENSIONS * 20 });
  const some = (most: number) => uint8Array({ minLength: 1, maxLength: most, max: 19 });
  assert(
    property(table, some(6), some(90), (bytes, asked, read) => {
      const list = Array.from({ length: 20 }, (_, row) =>
        Array.from(bytes.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS), (byte) => (byte % 21) - 10),
      );
      const vectors = vectorsOf(list);
      const weight = (row: number): number => vectors.scales[row]! * lengthOf(list[row]!);
      const best = (row: number, others: Iterable<number>): number =>
        Math.max(0, ...Array.from(others, (other) => cosine(list[row]!, list[other]!)));
      const weighted = (from: readonly number[], to: Iterable<number>): number => {
        const total = from.reduce((sum, row) => sum + weight(row), 0);
        return from.reduce((sum, row) => sum + weight(row) * best(row, to), 0) / (total || 1);
      };
      const found = matched(vectors, Int32Array.from(asked), Int32Array.from(read));
      expect(found.mean).toBeCloseTo(weighted([...new Set(asked)], read), 4);
      expect(found.density).toBeCloseTo(weighted([...read], new Set(asked)), 4);
      const sums = [asked, read].map((rows) => [...sumOfRows(vectors, Int32Array.from(rows))]) as [number[], number[]];
      expect(found.cosine).toBeCloseTo(cosine(...sums), 4);
    }),
    { seed: 21, numRuns: 200 },
  );
});

test.each([1, 3, 4, 9, 70, 130])('gives the same bits as the plain sums: %d tokens asked for', (asked) => {
  const random = seededRandom(asked);
  const some = (count: number, below: number): number[] =>
    Array.from({ length: count }, () => Math.floor(random() * below));
  const list = Array.from({ length: 900 }, (_, row) => some(150, 255).map((byte) => (row === 0 ? 0 : byte - 127)));
  const vectors = vectorsOf(list);
  const query = Int32Array.from(some(asked, 900));
  const match = createSoftMatcher(createTokenTable(vectors), query);
  for (const length of [1, 31, 32, 33, 64, 65, 600, 7, 300]) {
    const rows = Int32Array.from([0, ...some(length - 1, 900)]);
    const { cosine, ...found } = match({ rows, sum: Float32Array.from(sumOfRows(vectors, rows)) });
    expect(found).toEqual(naiveSoftMatch(vectors, query, rows));
    expect(Math.abs(cosine)).toBeLessThanOrEqual(1);
  }
});

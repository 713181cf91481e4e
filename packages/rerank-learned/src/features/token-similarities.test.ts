import { seededRandom } from '@tsr/core';
import type { TokenVectors } from '@tsr/embed';
import { expect, test } from 'vitest';
import { createTokenSimilarities, IN_GROUP } from './token-similarities.ts';
import { createTokenTable } from './token-table.ts';

const DIMENSIONS = 24;
const ROWS = 1500;

function randomVectors(): TokenVectors {
  const random = seededRandom(8);
  const matrix = Int8Array.from({ length: ROWS * DIMENSIONS }, () => Math.floor(random() * 255) - 127);
  matrix.fill(0, 0, DIMENSIONS);
  const scales = Float32Array.from({ length: ROWS }, () => random());
  return { fingerprint: 'random', dimensions: DIMENSIONS, scales, matrix, rowsOf: () => new Int32Array(0) };
}

test.each([1, 7, 64, 150])('all rows with a query of %d tokens: the cosines, by their definition', (asked) => {
  const vectors = randomVectors();
  const query = Int32Array.from({ length: asked }, (_, at) => at * 5);
  const similarities = createTokenSimilarities(createTokenTable(vectors), query);
  expect([...similarities.slotsOf(Int32Array.of(3, 3, 9))].slice(0, 3)).toEqual([0, 0, 1]);
  const all = Int32Array.from({ length: ROWS }, (_, row) => ROWS - 1 - row);
  const slots = similarities.slotsOf(all).slice(0, ROWS);
  const rowOf = (row: number): Int8Array => vectors.matrix.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS);
  const norm = (row: number): number => Math.hypot(...rowOf(row));
  expect(new Set(slots).size).toBe(ROWS);
  for (const row of [0, 3, 9, 255, 256, 257, 1499]) {
    const slot = slots[all.indexOf(row)]!;
    const cosines = Array.from(query, (other) => {
      const product = rowOf(row).reduce((sum, value, i) => sum + value * rowOf(other)[i]!, 0);
      return product === 0 ? 0 : product / norm(row) / norm(other);
    });
    for (const [q, cosine] of cosines.entries()) {
      const group = similarities.groupOf(Math.floor(q / IN_GROUP));
      expect(group[IN_GROUP * slot + (q % IN_GROUP)]).toBeCloseTo(Math.max(0, cosine), 5);
    }
    expect(similarities.best()[slot]).toBeCloseTo(Math.max(0, ...cosines), 5);
    if (row > 0) expect(similarities.weight()[slot]).toBeCloseTo(vectors.scales[row]! * norm(row), 2);
  }
});

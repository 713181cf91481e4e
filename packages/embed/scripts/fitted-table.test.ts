import { expect, test } from 'vitest';
import { pooled, weightedBags } from './bags.ts';
import { fittedTable } from './fitted-table.ts';

const WIDTH = 6;
const TOKENS = 12;
const random = (seed: number) => () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32 - 0.5;
};

/** Texts whose vectors are sums of hidden token vectors, which those of tokens alone resemble little. */
function hiddenTable() {
  const next = random(11);
  const hidden = Float32Array.from({ length: TOKENS * WIDTH }, next);
  const texts = Array.from({ length: 400 }, () =>
    Array.from({ length: 3 + Math.floor((next() + 0.5) * 9) }, () => Math.floor((next() + 0.5) * TOKENS)),
  );
  const vectors = pooled(weightedBags(texts, new Float64Array(TOKENS).fill(1)), hidden, WIDTH);
  const tokens = Float64Array.from(hidden, (value) => value + 2 * next());
  return { texts, vectors, tokens };
}

const cosine = (a: Float32Array, b: Float32Array): number => {
  const dot = (x: Float32Array, y: Float32Array) => x.reduce((sum, value, i) => sum + value * y[i]!, 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
};

/** Mean difference between the cosines of texts by the encoder, about its mean, and by the table. */
function error(table: Float32Array, { texts, vectors }: ReturnType<typeof hiddenTable>): number {
  const mean = Float32Array.from({ length: WIDTH }, (_, c) => {
    const column = vectors.filter((_, i) => i % WIDTH === c);
    return column.reduce((sum, value) => sum + value, 0) / column.length;
  });
  const made = pooled(weightedBags(texts, new Float64Array(TOKENS).fill(1)), table, WIDTH);
  const of = (rows: Float32Array, text: number) => rows.slice(text * WIDTH, (text + 1) * WIDTH);
  const centred = vectors.map((value, i) => value - mean[i % WIDTH]!);
  const pairs = Array.from({ length: 199 }, (_, i) => [i, i + 200] as const);
  return (
    pairs.reduce((sum, [a, b]) => {
      return sum + Math.abs(cosine(of(centred, a), of(centred, b)) - cosine(of(made, a), of(made, b)));
    }, 0) / pairs.length
  );
}

test('a fitted table gives texts the cosines that the encoder gives them, and tokens alone do not', () => {
  const hidden = hiddenTable();
  const fit = { ...hidden, width: WIDTH, dimensions: WIDTH, smoothing: 10, lambda: 0.001, whitening: 0 };
  expect(error(fittedTable({ ...fit, steps: 60 }), hidden)).toBeLessThan(0.02);
  expect(error(fittedTable({ ...fit, steps: 0 }), hidden)).toBeGreaterThan(0.1);
  expect(fittedTable({ ...fit, steps: 5 })).toEqual(fittedTable({ ...fit, steps: 5 }));
});

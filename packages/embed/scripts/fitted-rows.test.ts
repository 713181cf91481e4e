import { Matrix, solve } from 'ml-matrix';
import { expect, test } from 'vitest';
import { pooled, weightedBags } from './bags.ts';
import { fittedRows } from './fitted-rows.ts';

const WIDTH = 3;
const TOKENS = 5;
const random = (seed: number) => () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32 - 0.5;
};
const next = random(3);
const numbers = (count: number): Float32Array => Float32Array.from({ length: count }, next);
const texts = [[0, 1, 1, 3], [2, 4], [0, 0, 0], [3, 2, 1], [4], [], [1, 4, 2]];
const weights = Float64Array.from([0.1, 0.5, 1, 0.7, 0.9]);
const bags = weightedBags(texts, weights);

/** The same matrix, written out. */
function dense(): Matrix {
  const matrix = Matrix.zeros(texts.length, TOKENS);
  for (const [row, tokens] of texts.entries()) {
    const sum = tokens.reduce((total, token) => total + weights[token]!, 0);
    for (const token of tokens) matrix.set(row, token, matrix.get(row, token) + weights[token]! / sum);
  }
  return matrix;
}

const rows = (values: Float32Array): Matrix => Matrix.from1DArray(values.length / WIDTH, WIDTH, [...values]);

test('a bag pools to the weighted mean of its tokens', () => {
  const tokens = numbers(TOKENS * WIDTH);
  const expected = dense().mmul(rows(tokens)).to1DArray();
  for (const [index, value] of pooled(bags, tokens, WIDTH).entries()) expect(value).toBeCloseTo(expected[index]!, 6);
});

test('fitted rows solve the normal equations', () => {
  const [targets, start] = [numbers(texts.length * WIDTH), numbers(TOKENS * WIDTH)];
  const lambda = 0.2;
  const a = dense();
  const left = a.transpose().mmul(a).add(Matrix.eye(TOKENS).mul(lambda));
  const right = a.transpose().mmul(rows(targets)).add(rows(start).mul(lambda));
  const expected = solve(left, right).to1DArray();
  const fitted = fittedRows({ bags, targets, start, width: WIDTH, lambda, steps: 20 });
  for (const [index, value] of fitted.entries()) expect(value).toBeCloseTo(expected[index]!, 4);
});

test('a token of no text stays where it began', () => {
  const alone = weightedBags([[0], [0, 1]], weights);
  const start = numbers(TOKENS * WIDTH);
  const fitted = fittedRows({ bags: alone, targets: numbers(2 * WIDTH), start, width: WIDTH, lambda: 0.1, steps: 9 });
  expect(fitted.subarray(2 * WIDTH)).toEqual(start.subarray(2 * WIDTH));
  expect(fitted.subarray(0, WIDTH)).not.toEqual(start.subarray(0, WIDTH));
});

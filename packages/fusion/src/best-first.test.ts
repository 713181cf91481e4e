import { compareIds, seededRandom } from '@tsr/core';
import { describe, expect, test } from 'vitest';
import { bestFirst } from './best-first.ts';

/** By comparison. */
function naive(scores: Float64Array, ids: readonly string[]): readonly number[] {
  return [...ids.keys()].sort((a, b) => scores[b]! - scores[a]! || compareIds(ids[a]!, ids[b]!));
}

const random = seededRandom(11);
const shapes: Readonly<Record<string, () => number>> = {
  'numbers from 0 to 1': random,
  'negative and positive ones': () => (random() - 0.5) * 10 ** Math.floor(random() * 40 - 20),
  'few different ones': () => Math.floor(random() * 5) - 2,
  'ones that differ in the last bit': () => 1 + Math.floor(random() * 4) * Number.EPSILON,
  'zeros of both signs': () => [0, -0, Number.MIN_VALUE, -Number.MIN_VALUE][Math.floor(random() * 4)]!,
  'the largest and smallest': () => [Number.MAX_VALUE, -Number.MAX_VALUE, 1e-320][Math.floor(random() * 3)]!,
};

describe('bestFirst', () => {
  test.each(Object.keys(shapes))('orders %s as a comparison does', (shape) => {
    for (const size of [0, 1, 2, 3, 63, 64, 65, 1_000]) {
      const scores = Float64Array.from({ length: size }, shapes[shape]!);
      const ids = Array.from(scores, (_, number) => `d${(number * 7_919) % 10_007}`);
      expect(bestFirst(scores, ids)).toEqual(naive(scores, ids));
    }
  });

  test('leaves the scores as they are', () => {
    const scores = new Float64Array([1, 3, 2]);
    bestFirst(scores, ['a', 'b', 'c']);
    expect([...scores]).toEqual([1, 3, 2]);
  });
});

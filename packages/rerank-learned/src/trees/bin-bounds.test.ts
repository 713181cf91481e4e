import { seededRandom } from '@tsr/core';
import { array, assert, float, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ABOVE_ALL, binBounds, binOf, shortestBetween } from './bin-bounds.ts';

const LARGEST = 3.4028234663852886e38;

describe('binBounds', () => {
  test('gives each of few values a bin, with a short bound between it and the next', () => {
    expect([...binBounds(Float32Array.of(1, 1, 2, 3.5), 255)]).toEqual(
      [2, 3, ABOVE_ALL].map((b, at) => (at === 0 ? 1.5 : b)),
    );
    expect([...binBounds(Float32Array.of(-0, 0, 0), 255)]).toEqual([ABOVE_ALL]);
    expect([...binBounds(new Float32Array(0), 255)]).toEqual([]);
    expect([...binBounds(Float32Array.of(-LARGEST, LARGEST), 255)]).toEqual([0, ABOVE_ALL]);
  });

  test('fills bins evenly, and gives a value that is in many rows one of its own', () => {
    const random = seededRandom(1);
    const sorted = Float32Array.from({ length: 20_000 }, (_, at) => (at % 2 === 0 ? 0.5 : random())).sort();
    const bounds = binBounds(sorted, 100);
    const counts = new Float64Array(bounds.length);
    for (const value of sorted) counts[binOf(bounds, value)]!++;
    expect(bounds.length).toBeGreaterThan(95);
    expect(bounds.length).toBeLessThanOrEqual(100);
    const [most = 0, next = 0] = counts.slice().sort().reverse();
    expect(most).toBe(10_000);
    expect(next).toBeLessThan(250);
  });

  test('binOf is the first bin whose bound a value does not exceed; for NaN, the one after the last', () => {
    const values = float({ noNaN: true, noDefaultInfinity: true });
    assert(
      property(array(values, { minLength: 1, maxLength: 60 }), array(values, { maxLength: 5 }), (seen, unseen) => {
        const bounds = binBounds(Float32Array.from(seen).sort(), 20);
        expect(bounds.length).toBeLessThanOrEqual(20);
        for (const value of [...seen, ...unseen])
          expect(binOf(bounds, value)).toBe(bounds.findIndex((b) => value <= b));
        expect(binOf(bounds, Number.NaN)).toBe(bounds.length);
      }),
      { seed: 4 },
    );
  });
});

test('shortestBetween is at least the lower value, below the upper one, and short', () => {
  expect(shortestBetween(0.1, 0.3)).toBe(0.2);
  expect(shortestBetween(Math.fround(0.1), Math.fround(0.1) + 2 ** -27)).toBeLessThan(Math.fround(0.1) + 2 ** -27);
  const number = float({ noNaN: true, noDefaultInfinity: true });
  assert(
    property(number, number, (a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      if (low === high) return;
      const between = shortestBetween(low, high);
      expect(between).toBeGreaterThanOrEqual(low);
      expect(between).toBeLessThan(high);
    }),
    { seed: 5 },
  );
});

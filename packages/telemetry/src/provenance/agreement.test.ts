import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kendallTau } from './kendall-tau.ts';
import { rankBiasedOverlap } from './rank-biased-overlap.ts';

interface Case {
  readonly order: readonly number[];
  readonly tau: number | null;
  readonly rbo: number;
}

/** Made by scripts/agreement-reference.py. */
const cases: readonly Case[] = JSON.parse(readFileSync(new URL('./fixtures/agreement.json', import.meta.url), 'utf8'));

describe('agreement of two orders', () => {
  it('is what scipy and the rbo package say', () => {
    expect(cases).toHaveLength(24);
    for (const { order, tau, rbo } of cases) {
      if (tau === null) expect(kendallTau(order)).toBeNull();
      else expect(kendallTau(order)).toBeCloseTo(tau, 12);
      expect(rankBiasedOverlap(order)).toBeCloseTo(rbo, 12);
    }
  });

  it('has no value without items', () => {
    expect([kendallTau([]), kendallTau([7]), rankBiasedOverlap([])]).toEqual([null, null, null]);
    expect(rankBiasedOverlap([7])).toBe(1);
  });

  it('depends on order alone, not on the numbers, and counts pairs as a plain loop does', () => {
    const orders = fc.uniqueArray(fc.integer({ min: 1, max: 10_000 }), { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(orders, (order) => {
        const places = order.map((rank) => order.filter((other) => other <= rank).length);
        expect(rankBiasedOverlap(order)).toBe(rankBiasedOverlap(places));
        expect(kendallTau(order)).toBeCloseTo(naiveTau(places), 12);
      }),
      { seed: 3, numRuns: 100 },
    );
  });
});

function naiveTau(order: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < order.length; i++) for (let j = 0; j < i; j++) sum += Math.sign(order[i]! - order[j]!);
  return sum / ((order.length * (order.length - 1)) / 2);
}

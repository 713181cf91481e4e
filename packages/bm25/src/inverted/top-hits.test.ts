import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../../tooling/random.ts';
import type { LexicalHit } from '../lexical-engine.ts';
import { createTopHits } from './top-hits.ts';

const compareSlots = (a: number, b: number): number => a - b;
const sorted = (hits: readonly LexicalHit[]) => hits.toSorted((a, b) => b.score - a.score || a.slot - b.slot);

/** Slots in any order, `levels` different scores. */
function hitsOf(count: number, levels: number, seed: number): readonly LexicalHit[] {
  const random = createRandom(seed);
  const slots = Array.from({ length: count }, (_, slot) => ({ slot, by: random.next() }));
  return slots.sort((a, b) => a.by - b.by).map(({ slot }) => ({ slot, score: 1 + random.below(levels) / 7 }));
}

describe('createTopHits', () => {
  test.each([1, 2, 3, 17, 128, 129, 299, 300, 301, 1e9])('takes the best %d as sorting would', (topK) => {
    for (const levels of [1, 2, 5, 40, 1e6]) {
      for (let seed = 0; seed < 8; seed++) {
        const hits = hitsOf(300, levels, seed);
        const top = createTopHits({ topK, compareSlots });
        for (const { slot, score } of hits) top.offer(slot, score);
        expect(top.take()).toEqual(sorted(hits).slice(0, topK));
      }
    }
  });

  test('has as threshold the least score that may still enter', () => {
    const top = createTopHits({ topK: 3, compareSlots });
    const hits = hitsOf(100, 9, 1);
    for (const [at, { slot, score }] of hits.entries()) {
      const third = sorted(hits.slice(0, at))[2];
      expect(top.threshold).toBe(third?.score ?? Number.NEGATIVE_INFINITY);
      expect(top.offer(slot, score)).toBe(top.threshold);
    }
  });

  test('begins anew once its hits are taken', () => {
    const top = createTopHits({ topK: 2, compareSlots });
    for (const slot of [3, 1, 2]) top.offer(slot, 1);
    expect(top.take()).toEqual([
      { slot: 1, score: 1 },
      { slot: 2, score: 1 },
    ]);
    expect([top.take(), top.threshold]).toEqual([[], Number.NEGATIVE_INFINITY]);
    top.offer(9, 0.5);
    expect(top.take()).toEqual([{ slot: 9, score: 0.5 }]);
  });

  test('drops what tied with the lowest once that has risen', () => {
    const top = createTopHits({ topK: 2, compareSlots });
    for (const slot of [5, 6, 7, 8]) top.offer(slot, 1);
    top.offer(1, 3);
    top.offer(2, 2);
    expect(top.take()).toEqual([
      { slot: 1, score: 3 },
      { slot: 2, score: 2 },
    ]);
  });

  test('orders a hundred thousand equal scores', () => {
    const hits = hitsOf(100_000, 1, 1);
    for (const topK of [1, 1000, 99_999]) {
      const top = createTopHits({ topK, compareSlots });
      for (const { slot, score } of hits) top.offer(slot, score);
      expect(top.take().map(({ slot }) => slot)).toEqual(Array.from({ length: topK }, (_, slot) => slot));
    }
  });
});

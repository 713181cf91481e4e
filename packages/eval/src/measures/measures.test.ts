import { describe, expect, it } from 'vitest';
import { ndcgAt } from './ndcg.ts';
import { precisionAt, recallAt, successAt } from './precision.ts';
import { reciprocalRankAt } from './reciprocal-rank.ts';

const judgments = new Map([
  ['a', 3],
  ['b', 0],
  ['c', 1],
  ['d', -1],
  ['e', 2],
]);

describe('measures', () => {
  it('follow their definitions on an example', () => {
    const ranking = ['b', 'a', 'x', 'c'];
    const best = 3 + 2 / Math.log2(3) + 1 / 2;
    expect(ndcgAt(10).score(ranking, judgments)).toBeCloseTo((3 / Math.log2(3) + 1 / Math.log2(5)) / best, 12);
    expect(recallAt(2).score(ranking, judgments)).toBeCloseTo(1 / 3, 12);
    expect(precisionAt(10).score(ranking, judgments)).toBeCloseTo(0.2, 12);
    expect(reciprocalRankAt(10).score(ranking, judgments)).toBe(0.5);
    expect(successAt(1).score(ranking, judgments)).toBe(0);
    expect(successAt(2).score(ranking, judgments)).toBe(1);
  });

  it('see nothing below the cutoff', () => {
    expect(reciprocalRankAt(1).score(['b', 'a'], judgments)).toBe(0);
    expect(ndcgAt(1).score(['b', 'a'], judgments)).toBe(0);
  });

  it('give 0 where no document is relevant', () => {
    const none = new Map([['a', 0]]);
    for (const measure of [ndcgAt(5), recallAt(5), precisionAt(5), reciprocalRankAt(5), successAt(5)]) {
      expect(measure.score(['a', 'b'], none)).toBe(0);
    }
  });

  it('are named as papers name them', () => {
    const measures = [ndcgAt(10), recallAt(100), precisionAt(1), reciprocalRankAt(10), successAt(5)];
    expect(measures.map(({ name }) => name)).toEqual(['nDCG@10', 'Recall@100', 'P@1', 'MRR@10', 'Success@5']);
  });

  it('refuse a cutoff that is no positive integer', () => {
    for (const k of [0, -1, 1.5, Number.NaN]) expect(() => ndcgAt(k)).toThrow(RangeError);
  });
});

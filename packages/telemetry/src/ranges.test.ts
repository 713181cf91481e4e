import { describe, expect, it } from 'vitest';
import { rankBin, rankRanges, scoreBin, scoreRanges } from './ranges.ts';

describe('rank ranges', () => {
  it('are named by their first and last rank, the last one open', () => {
    expect(rankRanges([1, 10, 20]).map(({ label }) => label)).toEqual(['1', '2-10', '11-20', '21+']);
    expect([1, 2, 10, 11, 20, 21, 999].map((rank) => rankBin([1, 10, 20], rank))).toEqual([0, 1, 1, 2, 2, 3, 3]);
  });
});

describe('score ranges', () => {
  it('own their lower edge, and the last one both', () => {
    const edges = [0, 0.2, 0.5, 1];
    expect(scoreRanges(edges).map(({ label }) => label)).toEqual(['[0, .2)', '[.2, .5)', '[.5, 1]']);
    expect([0, 0.19, 0.2, 0.49, 0.5, 0.99, 1].map((score) => scoreBin(edges, score))).toEqual([0, 0, 1, 1, 2, 2, 2]);
  });
});

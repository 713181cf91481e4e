import { describe, expect, it } from 'vitest';
import { candidateScore, pairScore } from './pair-score.ts';

const output = (values: readonly number[], runs: number) => ({
  values: Float32Array.from(values),
  runs,
  tokens: 9,
  truncated: false,
});

describe('the score of a pair', () => {
  it('is the highest logit of the label among the windows, the first of equals', () => {
    expect(pairScore(output([1, -2, 3, 5, 3, 0], 3), 0)).toMatchObject({ logit: 3, window: 2, windows: 3, tokens: 9 });
    expect(pairScore(output([1, -2, 3, 5, 3, 0], 3), 1)).toMatchObject({ logit: 5, window: 2 });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('is never made of %d', (odd) => {
    for (const values of [[odd, 1], [1, odd], [odd]])
      expect(() => pairScore(output(values, values.length), 0)).toThrow(
        expect.objectContaining({ code: 'TSR_ENGINE_FAILURE' }),
      );
  });

  it('comes with a sigmoid from 0 to 1, however far the logit is out', () => {
    const { logit, ...rest } = pairScore(output([0], 1), 0);
    expect(candidateScore({ ...rest, logit }, 4)).toEqual({ index: 4, score: 0, details: { logit: 0, sigmoid: 0.5 } });
    expect(candidateScore({ ...rest, logit: -1e9 }, 4).details!.sigmoid).toBe(0);
    expect(candidateScore({ ...rest, logit: 1e9 }, 4).details!.sigmoid).toBe(1);
  });
});

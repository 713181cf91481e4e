import { describe, expect, it } from 'vitest';
import { checkScoreEdges, rankAxis, scoreAxis, withNotFound } from './ranges.ts';
import { SCORE_SCALES, scaledFound } from './score-scale.ts';

const labels = ({ bounds }: Pick<ReturnType<typeof rankAxis>, 'bounds'>) => bounds.map(({ label }) => label);

describe('rank ranges', () => {
  it('are named by their first and last rank, the last one open', () => {
    const axis = rankAxis([1, 10, 20]);
    expect(labels(axis)).toEqual(['1', '2-10', '11-20', '21+']);
    expect([1, 2, 10, 11, 20, 21, 999].map(axis.binOf)).toEqual([0, 1, 1, 2, 2, 3, 3]);
  });

  it('have one more for what was not found', () => {
    const axis = withNotFound(rankAxis([10]));
    expect(labels(axis)).toEqual(['1-10', '11+', 'not found']);
    expect([null, undefined, 3, 30].map(axis.binOf)).toEqual([2, 2, 0, 1]);
  });
});

describe('score ranges', () => {
  it('own their lower edge, and the last one both', () => {
    const axis = scoreAxis([0, 0.2, 0.5, 1], 'minMax');
    expect(labels(axis)).toEqual(['[0, .2)', '[.2, .5)', '[.5, 1]']);
    expect([0, 0.19, 0.2, 0.49, 0.5, 0.99, 1].map(axis.binOf)).toEqual([0, 0, 1, 1, 2, 2, 2]);
    expect(scoreAxis([0, 1], 'quantile').bounds).toEqual([{ label: '[0, 1]', from: 0, to: 1 }]);
  });

  it('of raw scores have what is below and above as well', () => {
    const axis = scoreAxis([-0.5, 7, 12], 'raw');
    expect(axis.bounds).toEqual([
      { label: '< -.5', from: null, to: -0.5 },
      { label: '[-.5, 7)', from: -0.5, to: 7 },
      { label: '[7, 12)', from: 7, to: 12 },
      { label: '>= 12', from: 12, to: null },
    ]);
    expect([-9, -0.5, 6.9, 7, 12, 1e9].map(axis.binOf)).toEqual([0, 1, 1, 2, 3, 3]);
  });

  it('of raw scores have to be given', () => {
    const remedy = "pass ascending raw scores with scoreScale 'raw'";
    for (const edges of [undefined, [], [2, 1], [0, Number.NaN]]) {
      expect(() => checkScoreEdges(edges, 'raw')).toThrow(remedy);
    }
    expect(checkScoreEdges([3], 'raw')).toEqual([3]);
  });
});

describe('score scales', () => {
  it('put scores on 0 to 1 by value or by how many are not higher, or leave them', () => {
    const scores = [9, 5, 5, 1];
    expect(SCORE_SCALES.minMax(scores)).toEqual([1, 0.5, 0.5, 0]);
    expect(SCORE_SCALES.quantile(scores)).toEqual([1, 2 / 3, 2 / 3, 0]);
    expect(SCORE_SCALES.raw(scores)).toEqual(scores);
    for (const scale of ['minMax', 'quantile'] as const) {
      expect(SCORE_SCALES[scale]([-3, -3, -3])).toEqual([1, 1, 1]);
      expect(SCORE_SCALES[scale]([7])).toEqual([1]);
      expect(SCORE_SCALES[scale]([])).toEqual([]);
    }
  });

  it('leave out what is not there', () => {
    expect(scaledFound('minMax', [4, null, 2, null, 3])).toEqual([1, null, 0, null, 0.5]);
  });
});

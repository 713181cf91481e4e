import { describe, expect, it } from 'vitest';
import { createLegTallies } from './leg-tallies.ts';
import type { ObservedLeg } from './observation.ts';
import type { ProvenanceRange } from './provenance-report.ts';
import { viewOf } from './query-view.ts';
import { rankAxis, scoreAxis } from './ranges.ts';
import { createResampling } from './resampling.ts';

interface Query {
  /** A candidate each: whether it was returned. */
  readonly returned: readonly boolean[];
  readonly legs: readonly ObservedLeg[];
}

function reportOf(queries: readonly Query[]) {
  const tallies = createLegTallies(rankAxis([10, 100]), scoreAxis([0, 0.2, 0.5, 1], 'minMax'), createResampling({}));
  for (const { returned, legs } of queries) {
    const candidates = returned.map((one, at) => ({
      ...{ id: `d${at}`, firstStageRank: at + 1, firstStageScore: -at, ...(one && { finalRank: 1 }) },
    }));
    const view = viewOf(
      { secondStage: true, candidates, legs },
      { topK: 10, scoreScale: 'minMax' },
      new Uint8Array(400),
    );
    tallies.add(view);
  }
  return tallies.report();
}

const labels = (ranges: readonly ProvenanceRange[]) => ranges.map(({ label }) => label);
const candidates = (ranges: readonly ProvenanceRange[]) => ranges.map((range) => range.candidates);
const results = (ranges: readonly ProvenanceRange[]) => ranges.map((range) => range.results);

describe('createLegTallies', () => {
  it('gives shares by the rank of each leg, and what the leg did not find', () => {
    const legs = [{ name: 'dense', ranks: [150, null, 1], scores: [0.1, null, 0.9] }];
    const [dense] = reportOf([{ returned: [true, true, false], legs }]);
    expect(dense?.leg).toBe('dense');
    expect(labels(dense!.byRank)).toEqual(['1-10', '11-100', '101+', 'not found']);
    expect(candidates(dense!.byRank)).toEqual([1, 0, 1, 1]);
    expect(results(dense!.byRank)).toEqual([0, 0, 1, 1]);
  });

  it('gives shares by the score of each leg, scaled over the candidates that the leg found', () => {
    const legs = [
      { name: 'bm25', ranks: [1, 2, 3, null], scores: [30, 14, 10, null] },
      { name: 'dense', ranks: [null, null, 1, 2], scores: [null, null, -7, -7] },
    ];
    const [bm25, dense] = reportOf([{ returned: [false, true, false, true], legs }]);
    expect(labels(bm25!.byScore)).toEqual(['[0, .2)', '[.2, .5)', '[.5, 1]', 'not found']);
    expect(candidates(bm25!.byScore)).toEqual([1, 1, 1, 1]);
    expect(results(bm25!.byScore)).toEqual([0, 1, 0, 1]);
    expect(candidates(dense!.byScore)).toEqual([0, 0, 2, 2]);
    expect(results(dense!.byScore)).toEqual([0, 0, 1, 1]);
  });

  it('counts a leg that shows up late, or not always, as one that found nothing in the other queries', () => {
    const query = (name: string, ...returned: boolean[]) => ({
      returned,
      legs: [{ name, ranks: [1, 2], scores: [4, 3] }],
    });
    const [a, b] = reportOf([query('b', true, false), query('a', false, true), query('b', true, true)]);
    expect([a?.leg, b?.leg]).toEqual(['a', 'b']);
    expect([results(a!.byRank), results(b!.byRank)]).toEqual([
      [1, 0, 0, 3],
      [3, 0, 0, 1],
    ]);
    expect([results(a!.byScore), results(b!.byScore)]).toEqual([
      [1, 0, 0, 3],
      [1, 0, 2, 1],
    ]);
    expect(b?.byRank.at(-1)?.share.macro).toBeCloseTo(1 / 3, 12);
    expect(b?.byScore.at(-1)?.share.macro).toBeCloseTo(1 / 3, 12);
  });
});

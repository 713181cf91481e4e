import { rankingOf, seededRandom } from '@tsr/core';
import { fusionNames, fusionOf } from '@tsr/fusion';
import { describe, expect, it } from 'vitest';
import { fuseRuns } from './fuse-runs.ts';

const random = seededRandom(6);
const results = (depth: number) =>
  Array.from({ length: depth }, () => ({ id: `d${Math.floor(random() * 30)}`, score: random() * 9 }))
    .filter(({ id }, at, all) => all.findIndex((other) => other.id === id) === at)
    .sort((a, b) => b.score - a.score);
const runs = {
  dense: new Map([
    ['q1', results(20)],
    ['q2', results(1)],
  ]),
  bm25: new Map([
    ['q1', results(15)],
    ['q3', results(5)],
  ]),
};

describe('fuseRuns', () => {
  it.each(fusionNames)('gives what the fusion of the legs gives: %s', (method) => {
    const weights = { bm25: 0.7, dense: 2 };
    const fused = fuseRuns({ runs, fusion: { method }, weights });
    expect([...fused.keys()].sort()).toEqual(['q1', 'q2', 'q3']);
    for (const [query, found] of fused) {
      const legs = Object.entries(runs).map(([name, run]) => ({
        name,
        weight: weights[name as 'bm25'],
        ranking: rankingOf((run.get(query) ?? []).map(({ id, score }) => ({ document: { id, content: '' }, score }))),
      }));
      const expected = fusionOf({ method })(legs).map(({ document, score }) => ({ id: document.id, score }));
      expect(found).toEqual(expected);
    }
  });

  it('leaves out what too few runs found, and runs of weight 0', () => {
    const both = fuseRuns({ runs, fusion: { method: 'combSum', minLegs: 2 } });
    expect(both.get('q2')).toEqual([]);
    expect(fuseRuns({ runs, weights: { dense: 0 } }).has('q2')).toBe(false);
  });

  it('refuses what is none', () => {
    expect(() => fuseRuns({ runs: {} })).toThrow('no run is on');
    expect(() => fuseRuns({ runs, weights: { title: 1 } })).toThrow('weight of run "title", which is not given');
    expect(() => fuseRuns({ runs, weights: { dense: -1 } })).toThrow('weight of run "dense" is -1');
    const most = new Map([['q', [{ id: 'x', score: Number.MAX_VALUE }]]]);
    expect(() => fuseRuns({ runs: { a: most, b: most }, fusion: { method: 'weightedSum' } })).toThrow(
      'the score of "x" adds up to Infinity; normalise the runs, or give them lower weights',
    );
  });
});

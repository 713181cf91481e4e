import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ObservedCandidate, ProvenanceObservation } from './observation.ts';
import { createProvenance, type ProvenanceOptions } from './provenance.ts';
import type { ProvenanceRange } from './provenance-report.ts';

/** `count` candidates of falling score, of which those with these first-stage ranks were returned, in this order. */
function observe(count: number, returned: readonly number[], more: Partial<ProvenanceObservation> = {}) {
  const candidates = Array.from({ length: count }, (_, i): ObservedCandidate => {
    const place = returned.indexOf(i + 1);
    const id = `d${i + 1}`;
    return { id, firstStageRank: i + 1, firstStageScore: count - i, ...(place >= 0 && { finalRank: place + 1 }) };
  });
  return { secondStage: true, candidates, legs: [], ...more };
}

function reportOf(observations: readonly ProvenanceObservation[], options?: ProvenanceOptions) {
  const provenance = createProvenance(options);
  for (const observation of observations) provenance.add(observation);
  return provenance.report();
}

const column = (ranges: readonly ProvenanceRange[], name: 'results' | 'candidates' | 'unscored') =>
  ranges.map((range) => range[name]);

describe('createProvenance', () => {
  it('gives shares, candidates and hit rates by rank, micro and macro', () => {
    const one = observe(100, [1, 2, 3, 4, 15, 16, 30, 40, 60, 100]);
    const two = observe(20, [11]);
    const { byRank } = reportOf([one, two]);
    expect(byRank.map(({ label }) => label)).toEqual(['1-10', '11-20', '21-50', '51-100', '101+']);
    expect(column(byRank, 'results')).toEqual([4, 3, 2, 2, 0]);
    expect(column(byRank, 'candidates')).toEqual([20, 20, 30, 50, 0]);
    expect(byRank[1]).toMatchObject({
      share: { micro: 3 / 11, macro: (0.2 + 1) / 2 },
      hitRate: { micro: 3 / 20, macro: (0.2 + 0.1) / 2 },
    });
    expect(byRank[2]?.hitRate).toEqual({ micro: 2 / 30, macro: 2 / 30 });
    expect(byRank[1]?.baseline.firstStage).toBe(0);
    expect(byRank[1]?.baseline.random).toBeCloseTo((10 * 0.1 + 10 * 0.5) / 20, 12);
    expect(byRank[4]?.hitRate).toEqual({ micro: null, macro: null });
  });

  it('gives them by normalised score, lower edges included', () => {
    const { byScore } = reportOf([observe(11, [1, 2, 9, 11])]);
    expect(byScore.map(({ label }) => label)).toEqual(['[0, .2)', '[.2, .4)', '[.4, .6)', '[.6, .8)', '[.8, 1]']);
    expect(column(byScore, 'candidates')).toEqual([2, 2, 2, 2, 3]);
    expect(column(byScore, 'results')).toEqual([1, 1, 0, 0, 2]);
  });

  it('puts candidates of equal score into the highest range', () => {
    const candidates = [1, 2, 3].map((rank) => ({
      id: `d${rank}`,
      firstStageRank: rank,
      firstStageScore: -7,
      finalRank: rank,
    }));
    const { byScore } = reportOf([{ secondStage: true, candidates, legs: [] }]);
    expect(column(byScore, 'results')).toEqual([0, 0, 0, 0, 3]);
  });

  it('takes edges and k of the user', () => {
    const ranks = Array.from({ length: 40 }, (_, i) => 200 - i);
    const options = { topK: 40, rankEdges: [170, 180], scoreEdges: [0, 0.1, 1] };
    const { byRank, byScore, short } = reportOf([observe(200, ranks)], options);
    expect(column(byRank, 'results')).toEqual([10, 10, 20]);
    expect(column(byScore, 'results')).toEqual([20, 20]);
    expect(short).toBe(0);
    expect(reportOf([observe(200, ranks)]).results).toBe(10);
  });

  it('counts apart: empty and short lists, queries without a second stage, unscored results', () => {
    const nothing = observe(0, [], { secondStage: false });
    const dropped = observe(5, []);
    const short = observe(5, [1, 2]);
    const unscored = observe(20, [20, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const tail = unscored.candidates.map((c) => (c.firstStageRank < 20 && c.finalRank ? { ...c, unscored: true } : c));
    const report = reportOf([nothing, dropped, short, { ...unscored, candidates: tail }]);
    expect(report).toMatchObject({ queries: 4, withoutSecondStage: 1, empty: 2, short: 1, results: 12, unscored: 9 });
    expect(column(report.byRank, 'unscored')).toEqual([9, 0, 0, 0, 0]);
    expect(report.byRank[0]?.share.macro).toBeCloseTo((1 + 0.9) / 2, 12);
  });

  it('has no share where there are no results', () => {
    const { byRank, results } = reportOf([observe(5, [])]);
    expect(results).toBe(0);
    expect(byRank[0]).toMatchObject({ share: { micro: null, macro: null }, hitRate: { micro: 0, macro: 0 } });
    expect(reportOf([]).byRank[0]?.hitRate).toEqual({ micro: null, macro: null });
  });

  it('reports as often as asked, and writes to nothing that it was given', () => {
    const observation = Object.freeze(observe(3, [1]));
    const provenance = createProvenance();
    provenance.add(observation);
    const first = provenance.report();
    const kept = structuredClone(first);
    provenance.add(observation);
    expect(first).toEqual(kept);
    expect(provenance.report().results).toBe(2);
    expect(JSON.parse(JSON.stringify(first))).toEqual(first);
  });

  it('has the figures again for relevant documents, with the ranks and scores that they have among all', () => {
    const provenance = createProvenance({ topK: 2 });
    provenance.add(observe(30, [1, 15]), { relevant: new Set(['d15', 'd25', 'elsewhere']) });
    provenance.add(observe(30, [1, 2]));
    const { relevant, queries } = provenance.report();
    expect(queries).toBe(2);
    expect(relevant).toMatchObject({ queries: 1, relevant: 3, candidates: 2, results: 1, short: 1, empty: 0 });
    expect(column(relevant!.byRank, 'candidates')).toEqual([0, 1, 1, 0, 0]);
    expect(column(relevant!.byRank, 'results')).toEqual([0, 1, 0, 0, 0]);
    expect(column(relevant!.byScore, 'candidates')).toEqual([1, 0, 1, 0, 0]);
    expect(relevant?.byRank[1]).toMatchObject({ share: { micro: 1 }, lift: { overFirstStage: null } });
    expect(relevant?.moves).toMatchObject({ entered: 1, left: 0, promoted: { count: 1, mean: 13 } });
    expect(reportOf([observe(3, [1])]).relevant).toBeNull();
    expect(() => provenance.add(observe(3, [1]), ['d1'] as never)).toThrow(
      'telemetry: judgments is ["d1"]; pass { relevant }',
    );
  });

  it('takes scores as they are, or by quantile, only when told so', () => {
    const queries = [observe(11, [1, 11])];
    const raw = reportOf(queries, { scoreScale: 'raw', scoreEdges: [2, 5] });
    expect(raw.byScore.map(({ label }) => label)).toEqual(['< 2', '[2, 5)', '>= 5']);
    expect(column(raw.byScore, 'candidates')).toEqual([1, 3, 7]);
    const quantile = reportOf(queries, { scoreScale: 'quantile', scoreEdges: [0, 0.5, 1] });
    expect(column(quantile.byScore, 'candidates')).toEqual([5, 6]);
    expect(() => createProvenance({ scoreScale: 'log' as never })).toThrow('telemetry: scoreScale is "log"; pass');
    expect(() => createProvenance({ scoreScale: 'raw' })).toThrow('pass ascending raw scores');
  });

  it('knows from where to where results went, and what left the first top k', () => {
    const { flow } = reportOf([observe(60, [2, 40, 1])], { topK: 4, rankEdges: [10, 50] }).moves;
    expect(flow.from.map(({ label }) => label)).toEqual(['1', '2-3', '4', '5-10', '11-50', '51+']);
    expect(flow.to.map(({ label }) => label)).toEqual(['1', '2-3', '4']);
    expect(flow.counts).toEqual([
      [0, 1, 0],
      [1, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
      [0, 1, 0],
      [0, 0, 0],
    ]);
    expect(flow.left).toEqual([0, 1, 1, 0, 0, 0]);
  });

  it('knows the smallest N where scores are of pairs alone', () => {
    const rerank = (scope: 'pair' | 'list') => [
      { stage: 'rerank' as const, path: ['judge'], durationMs: 1, scope, order: [3, 1] },
    ];
    const deep = observe(100, [1, 60], { stages: rerank('pair') });
    const shallow = observe(100, [1, 12], { stages: rerank('pair') });
    const { depth } = reportOf([...Array.from({ length: 97 }, () => shallow), deep, deep, deep]);
    expect(depth.smallestN).toEqual({ for95: 12, for99: 60, for100: 60 });
    expect(depth.deepest).toEqual({ count: 100, mean: (97 * 12 + 3 * 60) / 100, p50: 12, p95: 12, max: 60 });
    const listed = reportOf([shallow, observe(100, [1], { stages: rerank('list') })]);
    expect(listed.depth).toMatchObject({ smallestN: null, queriesOfListScope: 1 });
    expect(reportOf([observe(9, [1, 2], { secondStage: false })]).depth.smallestN?.for100).toBe(2);
  });

  it('has the time of each stage beside what it changed', () => {
    const stages = (durationMs: number, order: readonly number[]) => [
      { stage: 'retrieve' as const, path: ['bm25'], durationMs: 2 },
      { stage: 'rerank' as const, path: ['judge'], durationMs, scope: 'pair' as const, order },
    ];
    const slow = observe(3, [1], { stages: stages(100, [3, 2, 1]) });
    const fast = observe(3, [1], { stages: stages(10, [1, 2, 3]) });
    const [bm25, judge] = reportOf([slow, fast, fast], { topK: 1 }).stages;
    expect(bm25).toMatchObject({ stage: 'retrieve', path: ['bm25'], calls: 3, reordering: null });
    expect(judge).toMatchObject({ calls: 3, durationMs: { mean: 40 } });
    expect(judge?.durationMs.p50).toBeCloseTo(10, 0);
    expect(judge?.durationMs.p99).toBeGreaterThan(99);
    expect(judge?.reordering).toMatchObject({ kendallTau: 1 / 3, entered: 1 / 3 });
    for (const wrong of [{ durationMs: -1 }, { order: [1, 1] }, { order: [0] }]) {
      const [stage] = stages(1, [1]);
      expect(() => reportOf([observe(3, [1], { stages: [{ ...stage!, ...wrong }] })])).toThrow(/of stage bm25 is /);
    }
  });

  it('refuses edges, counts and observations that are none, and counts nothing of them', () => {
    for (const rankEdges of [[], [0, 10], [10, 10], [1.5], [20, 10], [Number.NaN]]) {
      expect(() => createProvenance({ rankEdges })).toThrow(/^telemetry: rankEdges is /);
    }
    for (const scoreEdges of [[], [0], [0, 0.5], [0.1, 1], [0, 0.5, 0.5, 1], [0, Number.NaN, 1]]) {
      expect(() => createProvenance({ scoreEdges })).toThrow(/^telemetry: scoreEdges is /);
    }
    expect(() => createProvenance({ topK: 0 })).toThrow('telemetry: topK is 0');
    const provenance = createProvenance();
    const candidate = { id: 'a', firstStageRank: 1, firstStageScore: 1 };
    const wrong = (c: ObservedCandidate, legs: ProvenanceObservation['legs'] = []) =>
      expect(() => provenance.add({ secondStage: true, candidates: [candidate, c], legs })).toThrow(RangeError);
    wrong({ ...candidate, firstStageRank: 0 });
    wrong({ ...candidate, firstStageScore: Number.NaN });
    wrong({ ...candidate, finalRank: 1.5 });
    wrong(candidate, [{ name: 'dense', ranks: [1], scores: [1, 2] }]);
    wrong(candidate, [{ name: 'dense', ranks: [1, Number.NaN], scores: [1, 2] }]);
    for (const scores of [[1], [1, Number.NaN], [1, null]])
      wrong(candidate, [{ name: 'dense', ranks: [1, 2], scores }]);
    wrong(candidate, [{ name: 'dense', ranks: [1, null], scores: [1, 2] }]);
    expect(provenance.report().queries).toBe(0);
  });

  it('adds up, whatever was observed', () => {
    const observation = fc
      .record({ count: fc.nat(150), returned: fc.uniqueArray(fc.integer({ min: 1, max: 150 }), { maxLength: 30 }) })
      .map(({ count, returned }) =>
        observe(
          count,
          returned.filter((rank) => rank <= count),
        ),
      );
    const found = fc.option(fc.tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: -9, max: 9 })));
    const withLegs = observation.chain((seen) => {
      const length = { minLength: seen.candidates.length, maxLength: seen.candidates.length };
      const leg = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.array(found, length)).map(([name, items]) => ({
        name,
        ranks: items.map((item) => item?.[0] ?? null),
        scores: items.map((item) => item?.[1] ?? null),
      }));
      return fc.array(leg, { maxLength: 1 }).map((legs) => ({ ...seen, legs }));
    });
    fc.assert(
      fc.property(fc.array(withLegs, { maxLength: 6 }), fc.integer({ min: 1, max: 20 }), (observations, topK) => {
        const report = reportOf(observations, { topK });
        for (const ranges of [report, ...report.byLeg].flatMap(({ byRank, byScore }) => [byRank, byScore])) {
          expect(sum(column(ranges, 'candidates'))).toBe(report.candidates);
          expect(sum(column(ranges, 'results'))).toBe(report.results);
          const whole = report.results > 0 ? 1 : 0;
          expect(sum(ranges.map(({ share }) => share.micro ?? 0))).toBeCloseTo(whole, 9);
          expect(sum(ranges.map(({ share }) => share.macro ?? 0))).toBeCloseTo(whole, 9);
          expect(ranges.every(({ hitRate }) => (hitRate.micro ?? 0) <= 1 && (hitRate.macro ?? 0) <= 1)).toBe(true);
        }
        expect(report.candidates).toBe(sum(observations.map(({ candidates }) => candidates.length)));
      }),
      { seed: 7, numRuns: 150 },
    );
  });
});

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}

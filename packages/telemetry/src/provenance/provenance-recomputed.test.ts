import { createTwoStageRetriever, type ExplainedOutcome, type StageItem } from '@tsr/core';
import { createHybridRetriever } from '@tsr/fusion';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createFixedReranker, createFixedRetriever, createSampleRetriever } from '../sample-stages.fixture.ts';
import { observationOf } from './observation.ts';
import { createProvenance } from './provenance.ts';
import type { ProvenanceRange, ProvenanceReport } from './provenance-report.ts';
import type { ProvenanceBounds } from './ranges.ts';

type Inside = (item: StageItem, outcome: ExplainedOutcome) => boolean;

/** The figures of one range again: from raw outcomes, by definition, and by nothing else. */
function recomputed(outcomes: readonly ExplainedOutcome[], topK: number, inside: Inside) {
  const queries = outcomes.map((outcome) => {
    const everything = candidatesOf(outcome);
    const candidates = everything.filter((item) => inside(item, outcome));
    const top = outcome.results.filter(({ rank }) => rank <= topK);
    const results = candidates.filter(({ id }) => top.some((result) => result.id === id)).length;
    const before = candidates.filter(({ rank }) => rank <= topK).length;
    const kept = Math.min(topK, everything.length);
    const random = everything.length === 0 ? 0 : (kept * candidates.length) / everything.length;
    return { results, candidates: candidates.length, all: top.length, before, kept, random };
  });
  const results = sum(queries.map((query) => query.results));
  const candidates = sum(queries.map((query) => query.candidates));
  const all = sum(queries.map((query) => query.all));
  const kept = sum(queries.map((query) => query.kept));
  const answered = queries.filter(({ all }) => all > 0);
  const reached = queries.filter((query) => query.candidates > 0);
  return {
    counts: [results, candidates],
    ratios: [
      results / sum(queries.map(({ all }) => all)),
      mean(answered.map((query) => query.results / query.all)),
      results / candidates,
      mean(reached.map((query) => query.results / query.candidates)),
    ],
    lifts: [
      liftOf(candidates, results / all, sum(queries.map(({ before }) => before)) / kept),
      liftOf(candidates, results / all, sum(queries.map(({ random }) => random)) / kept),
    ],
  };
}

function liftOf(candidates: number, share: number, otherwise: number): number {
  if (candidates === 0) return Number.NaN;
  return share === 0 && otherwise === 0 ? 1 : otherwise === 0 ? Number.NaN : share / otherwise;
}

function candidatesOf({ trace }: ExplainedOutcome): readonly StageItem[] {
  const reranked = trace.find(({ stage }) => stage === 'rerank')?.input;
  return reranked ?? trace.find(({ component }) => component === 'hybrid')?.output ?? [];
}

function normalised(score: number, outcome: ExplainedOutcome): number {
  const scores = candidatesOf(outcome).map((item) => item.score);
  const [low, high] = [Math.min(...scores), Math.max(...scores)];
  return high === low ? 1 : (score - low) / (high - low);
}

function foundBy(leg: string, id: string, { trace }: ExplainedOutcome): StageItem | undefined {
  return trace.find(({ component }) => component === leg)?.output?.find((item) => item.id === id);
}

/** Over the candidates that the leg found. */
function normalisedIn(leg: string, id: string, outcome: ExplainedOutcome): number | undefined {
  const scores = candidatesOf(outcome).flatMap((item) => foundBy(leg, item.id, outcome)?.score ?? []);
  const own = foundBy(leg, id, outcome)?.score;
  if (own === undefined) return undefined;
  const [low, high] = [Math.min(...scores), Math.max(...scores)];
  return high === low ? 1 : (own - low) / (high - low);
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const mean = (values: readonly number[]) => sum(values) / values.length;

const ids = Array.from({ length: 50 }, (_, i) => `d${i}`);
const scores = fc.dictionary(fc.constantFrom(...ids), fc.integer({ min: -4, max: 60 }), { maxKeys: 40 });
const finalK = fc.integer({ min: 1, max: 15 });
const stages = fc.record({ dense: scores, bm25: scores, judge: fc.option(scores), finalK });
interface Stages {
  readonly dense: Record<string, number>;
  readonly bm25: Record<string, number>;
  readonly judge: Record<string, number> | null;
  readonly finalK: number;
}

function search({ dense, bm25, judge, finalK }: Stages): Promise<ExplainedOutcome> {
  const retrievers = { dense: createFixedRetriever('x', dense), bm25: createFixedRetriever('y', bm25) };
  const firstStage = createHybridRetriever({ retrievers });
  const secondStage = judge ? createFixedReranker(judge) : undefined;
  return createTwoStageRetriever({ firstStage, secondStage, finalK, firstStageK: 35 }).explain('q');
}

async function compare(queries: readonly Stages[], topK: number): Promise<void> {
  const outcomes = await Promise.all(queries.map(search));
  const provenance = createProvenance({ topK, rankEdges: [3, 10, 30] });
  for (const outcome of outcomes) provenance.add(observationOf(outcome.trace));
  const { byRank, byScore, byLeg, ...report } = provenance.report();
  checkMoves(report, outcomes, topK);
  expect(byLeg.map(({ leg }) => leg)).toEqual(['bm25', 'dense']);
  const check = (range: ProvenanceRange, inside: Inside) => same(range, recomputed(outcomes, topK, inside));
  for (const range of byRank) check(range, ({ rank }) => hasRank(range, rank));
  for (const range of byScore) check(range, ({ score }, outcome) => hasScore(range, normalised(score, outcome)));
  for (const { leg, ...parts } of byLeg) {
    for (const range of parts.byRank)
      check(range, ({ id }, outcome) => hasRank(range, foundBy(leg, id, outcome)?.rank));
    for (const range of parts.byScore) check(range, ({ id }, seen) => hasScore(range, normalisedIn(leg, id, seen)));
  }
}

function checkMoves(
  { moves, depth, overlap }: Partial<ProvenanceReport>,
  outcomes: readonly ExplainedOutcome[],
  topK: number,
): void {
  const tops = outcomes.map((outcome) => ({
    outcome,
    top: outcome.results
      .filter(({ rank }) => rank <= topK)
      .map(({ id, rank }) => ({ id, to: rank, from: rankOf(id, outcome) })),
  }));
  const all = tops.flatMap(({ top }) => top);
  expect(moves?.promoted.count).toBe(all.filter(({ from, to }) => to < from).length);
  expect(moves?.demoted.count).toBe(all.filter(({ from, to }) => to > from).length);
  expect(moves?.unchanged).toBe(all.filter(({ from, to }) => to === from).length);
  expect(moves?.entered).toBe(all.filter(({ from }) => from > topK).length);
  const before = sum(outcomes.map((outcome) => Math.min(topK, candidatesOf(outcome).length)));
  expect(moves?.left).toBe(before - all.filter(({ from }) => from <= topK).length);
  const flow = moves!.flow;
  const within = ({ from, to }: ProvenanceBounds, rank: number) => from! <= rank && rank <= (to ?? 999);
  expect(flow.counts).toEqual(
    flow.from.map((a) => flow.to.map((b) => all.filter(({ from, to }) => within(a, from) && within(b, to)).length)),
  );
  expect(sum(flow.left)).toBe(moves?.left);
  const deepest = tops.flatMap(({ top }) => (top.length === 0 ? [] : [Math.max(...top.map(({ from }) => from))]));
  expect(depth?.deepest.max ?? Number.NEGATIVE_INFINITY).toBe(Math.max(...deepest));
  expect(depth?.smallestN?.for100).toBe(depth?.deepest.max);
  for (const { legs, candidates, results } of overlap ?? []) {
    const inside = ({ id }: { id: string }, outcome: ExplainedOutcome) =>
      ['bm25', 'dense'].every((leg) => legs.includes(leg) === (foundBy(leg, id, outcome) !== undefined));
    expect(candidates).toBe(
      sum(outcomes.map((seen) => candidatesOf(seen).filter((item) => inside(item, seen)).length)),
    );
    expect(results).toBe(sum(tops.map(({ top, outcome }) => top.filter((item) => inside(item, outcome)).length)));
  }
  expect(sum((overlap ?? []).map(({ results }) => results))).toBe(all.length);
}

function rankOf(id: string, outcome: ExplainedOutcome): number {
  return candidatesOf(outcome).findIndex((item) => item.id === id) + 1;
}

function hasRank({ from, to }: ProvenanceRange, rank: number | undefined): boolean {
  if (from === null || rank === undefined) return from === null && rank === undefined;
  return from <= rank && rank <= (to ?? Number.POSITIVE_INFINITY);
}

function hasScore({ from, to }: ProvenanceRange, score: number | undefined): boolean {
  if (from === null || score === undefined) return from === null && score === undefined;
  return from <= score && (score < to! || (to === 1 && score === 1));
}

function same(range: ProvenanceRange, expected: ReturnType<typeof recomputed>): void {
  const { results, candidates, share, hitRate, lift } = range;
  expect([results, candidates]).toEqual(expected.counts);
  const figures = [share.micro, share.macro, hitRate.micro, hitRate.macro, lift.overFirstStage, lift.overRandom];
  for (const [index, figure] of figures.entries()) {
    const wanted = [...expected.ratios, ...expected.lifts][index]!;
    if (Number.isNaN(wanted)) expect(figure).toBeNull();
    else expect(figure).toBeCloseTo(wanted, 9);
  }
}

it('equals what a second, simpler computation finds in raw outcomes of random two-stage searches', async () => {
  const queries = fc.array(stages, { minLength: 1, maxLength: 4 });
  const property = fc.asyncProperty(queries, fc.integer({ min: 1, max: 12 }), compare);
  await fc.assert(property, { seed: 11, numRuns: 80 });
});

it('finds all of the top 10 in ranks 1-10, and a lift of 1 everywhere, where there is no second stage', async () => {
  const firstStage = createFixedRetriever('lexical', Object.fromEntries(ids.map((id, i) => [id, -i])));
  const retriever = createSampleRetriever({ firstStage, secondStage: undefined });
  const provenance = createProvenance();
  provenance.add(observationOf((await retriever.explain('q')).trace));
  provenance.add(observationOf((await retriever.explain('q', { finalK: 4 })).trace));
  const { byRank, withoutSecondStage, candidates } = provenance.report();
  expect([withoutSecondStage, candidates]).toEqual([2, 100]);
  expect(byRank.map(({ share }) => share.micro)).toEqual([1, 0, 0, 0, 0]);
  expect(byRank.map(({ share }) => share.macro)).toEqual([1, 0, 0, 0, 0]);
  expect(byRank.map(({ lift }) => lift.overFirstStage)).toEqual([1, 1, 1, null, null]);
});

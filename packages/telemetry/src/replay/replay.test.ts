import {
  createCascade,
  createInterpolation,
  createTwoStageRetriever,
  defineRetriever,
  type ExplainedOutcome,
  finalItems,
  type TwoStageOptions,
} from '@tsr/core';
import { createHybridRetriever, type HybridOptions, reciprocalRankFusion } from '@tsr/fusion';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFixedReranker, createFixedRetriever } from '../sample-stages.fixture.ts';
import { type Replay, type ReplayOptions, replayTrace } from './replay.ts';

const ids = Array.from({ length: 40 }, (_, i) => `d${i}`);
type Scores = Record<string, number>;

interface Parts {
  readonly dense: Scores;
  readonly bm25: Scores;
  readonly judge: Scores;
}

interface Settings extends Partial<TwoStageOptions> {
  readonly hybrid?: Partial<HybridOptions>;
}

/** The live search that a replay has to equal. */
function searched({ dense, bm25, judge }: Parts, { hybrid, ...options }: Settings = {}): Promise<ExplainedOutcome> {
  const retrievers = { dense: createFixedRetriever('x', dense), bm25: createFixedRetriever('y', bm25) };
  const firstStage = createHybridRetriever({ retrievers, ...hybrid });
  const secondStage = createFixedReranker(judge);
  return createTwoStageRetriever({ firstStage, secondStage, firstStageK: 20, ...options }).explain('q');
}

const pairs = (replay: Replay) => (replay.replayed ? replay.after.map(({ id, score }) => [id, score]) : replay);
const live = (outcome: ExplainedOutcome) => finalItems(outcome).map(({ id, score }) => [id, score]);

const everywhere = (random: fc.Arbitrary<number>) => fc.record(Object.fromEntries(ids.map((id) => [id, random])));
const some = fc.dictionary(fc.constantFrom(...ids), fc.integer({ min: -9, max: 40 }), { minKeys: 14, maxKeys: 30 });
const parts = fc.record({ dense: some, bm25: some, judge: everywhere(fc.integer({ min: 0, max: 12 })) });

/** Replays random searches; those that are not refused have to equal the live search with those settings. */
async function compare(options: ReplayOptions, settings: Settings, logged: Settings = {}): Promise<readonly string[]> {
  const reasons: string[] = [];
  for (const stages of fc.sample(parts, { seed: 9, numRuns: 60 })) {
    const { trace } = await searched(stages, logged);
    const replay = await replayTrace(JSON.parse(JSON.stringify(trace)), options);
    reasons.push(replay.replayed ? 'replayed' : replay.reason);
    if (replay.replayed) expect(pairs(replay)).toEqual(live(await searched(stages, settings)));
  }
  return [...new Set(reasons)].sort();
}

describe('replayTrace equals the live search', () => {
  it('as it was', async () => {
    expect(await compare({}, {})).toEqual(['replayed']);
    const hybrid = { fusion: reciprocalRankFusion() };
    expect(await compare({}, { hybrid }, { hybrid })).toEqual(['replayed']);
    const weights = { dense: 3 };
    const known = { hybrid: { ...hybrid, weights } };
    expect(await compare({ weights }, known, { hybrid })).toEqual(['not-reproduced', 'unscored']);
    expect(await compare({ weights, ...hybrid }, known, { hybrid })).toEqual(['replayed', 'unscored']);
  });

  it('with fewer candidates, and refuses more', async () => {
    expect(await compare({ firstStageK: 12 }, { firstStageK: 12 })).toEqual(['replayed']);
    const { trace } = await searched({ dense: all(), bm25: all(), judge: all() });
    expect(await replayTrace(trace, { firstStageK: 21 })).toEqual({
      replayed: false,
      reason: 'more-candidates',
      message: '21 candidates are asked for, 20 were searched',
    });
    expect(await replayTrace(trace, { firstStageK: 20 })).toMatchObject({ replayed: true });
  });

  it('with other weights, and refuses candidates that the second stage has not seen', async () => {
    const weights = { dense: 0.9, bm25: 0.1 };
    expect(await compare({ weights }, { hybrid: { weights } })).toEqual(['replayed', 'unscored']);
    expect(await compare({ weights, secondStage: false }, { hybrid: { weights }, secondStage: undefined })).toEqual([
      'replayed',
    ]);
    const off = { dense: 0 };
    const alone = { hybrid: { weights: { dense: 0, bm25: 0.5 } }, secondStage: undefined };
    expect(await compare({ weights: off, secondStage: false }, alone)).toEqual(['replayed']);
  });

  it('with another fusion', async () => {
    const fusion = reciprocalRankFusion();
    const options = { fusion, weights: { dense: 1, bm25: 1 }, secondStage: false };
    expect(await compare(options, { hybrid: { fusion }, secondStage: undefined })).toEqual(['replayed']);
  });

  it('by the fusion that the trace notes', async () => {
    for (const fusion of [
      { method: 'combMnz', normalise: 'zScore' },
      { method: 'reciprocalRankFusion', k: 5 },
    ] as const) {
      const hybrid = { fusion, weights: { dense: 1, bm25: 1 }, legDepth: 12 };
      const weights = { dense: 3, bm25: 1 };
      const options = { weights, secondStage: false };
      const settings = { hybrid: { ...hybrid, weights }, secondStage: undefined };
      const logged = { hybrid, firstStageK: 9, finalK: 9 };
      expect(await compare(options, { ...settings, firstStageK: 9, finalK: 9 }, logged)).toEqual(['replayed']);
    }
  });

  it('never by settings that are no fusion', async () => {
    const { trace } = await searched({ dense: all(), bm25: all(), judge: all() });
    const damaged = trace.map((event) =>
      event.stage === 'fuse' ? { ...event, notes: { ...event.notes, fusion: { method: 'best' } } } : event,
    );
    expect(await replayTrace(damaged)).toMatchObject({
      reason: 'incomplete',
      message: expect.stringContaining('method is "best"'),
    });
  });

  it('with scores that were backfilled', async () => {
    const backfilling = (stages: Parts, weights: Scores) => {
      const leg = (name: string, scores: Scores) => ({
        ...createFixedRetriever(name, scores),
        scoreByIds: async (_: unknown, wanted: readonly string[]) =>
          new Map(wanted.map((id) => [id, Number(id.slice(1)) % 7])),
      });
      const retrievers = { dense: leg('x', stages.dense), bm25: leg('y', stages.bm25) };
      const firstStage = createHybridRetriever({ retrievers, backfill: true, weights });
      return createTwoStageRetriever({ firstStage, firstStageK: 20 }).explain('q');
    };
    for (const stages of fc.sample(parts, { seed: 4, numRuns: 30 })) {
      const { trace } = await backfilling(stages, { dense: 0.3, bm25: 0.7 });
      const weights = { dense: 0.8, bm25: 0.2 };
      expect(pairs(await replayTrace(trace, { weights }))).toEqual(live(await backfilling(stages, weights)));
    }
  });

  it('with another interpolation, whether there was one or not', async () => {
    const mixed = (weight: number) => (stages: Parts) =>
      createInterpolation({ reranker: createFixedReranker(stages.judge), weight });
    for (const stages of fc.sample(parts, { seed: 6, numRuns: 30 })) {
      const wanted = live(await searched(stages, { secondStage: mixed(0.8)(stages) }));
      const plain = await searched(stages);
      const half = await searched(stages, { secondStage: mixed(0.5)(stages) });
      for (const { trace } of [plain, half])
        expect(pairs(await replayTrace(trace, { interpolation: 0.8 }))).toEqual(wanted);
    }
  });

  it('with a first stage that is not fused, and refuses weights for it', async () => {
    const firstStage = createFixedRetriever('lexical', { a: 3, b: 2, c: 1 });
    const { trace } = await createTwoStageRetriever({ firstStage, firstStageK: 3, finalK: 2 }).explain('q');
    expect(pairs(await replayTrace(trace))).toEqual([
      ['a', 3],
      ['b', 2],
      ['c', 1],
    ]);
    expect(await replayTrace(trace, { weights: { dense: 1 } })).toMatchObject({ reason: 'no-legs' });
    expect(await replayTrace(trace, { interpolation: 0.5 })).toMatchObject({ reason: 'no-second-stage' });
  });
});

describe('replayTrace refuses', () => {
  const secondStage = (name: string) => ({ ...createFixedReranker(all(), name), scope: 'list' as const });
  const stages = { dense: all(), bm25: all(23), judge: all() };

  it('other candidates for a second stage whose scores depend on the list, but not the same', async () => {
    const { trace } = await searched(stages, { secondStage: secondStage('judge') });
    expect(await replayTrace(trace, { firstStageK: 10 })).toMatchObject({ reason: 'list-scope' });
    expect(await replayTrace(trace, { weights: { dense: 0.01 } })).toMatchObject({ reason: 'list-scope' });
    expect(await replayTrace(trace, { interpolation: 0.2 })).toMatchObject({ replayed: true });
    expect(await replayTrace(trace, { secondStage: false, firstStageK: 10 })).toMatchObject({ replayed: true });
  });

  it('a cascade with another list, and gives one with the same as it was', async () => {
    const cascade = createCascade([
      { reranker: createFixedReranker({ ...all(), d3: 99 }, 'a') },
      { reranker: createFixedReranker(all(), 'b'), keep: 4 },
    ]);
    const outcome = await searched(stages, { secondStage: cascade });
    expect(pairs(await replayTrace(outcome.trace))).toEqual(live(outcome));
    expect(await replayTrace(outcome.trace, { firstStageK: 10 })).toMatchObject({ reason: 'list-scope' });
  });

  it('what was cut short, unless it is left out', async () => {
    const { trace } = await searched(stages, { secondStage: createFixedReranker({ d1: 4 }) });
    const message = 'the second stage was cut short: judge scored 1 of 20 candidates';
    expect(await replayTrace(trace, { firstStageK: 10 })).toEqual({ replayed: false, reason: 'degraded', message });
    expect(await replayTrace(trace, { secondStage: false })).toMatchObject({ replayed: true });
  });

  it('a minScore for scores that would be others', async () => {
    const outcome = await searched(stages, { minScore: 20 });
    expect(outcome.results.length).toBeGreaterThan(0);
    expect(pairs(await replayTrace(outcome.trace, { firstStageK: 20 }))).toEqual(live(outcome));
    expect(await replayTrace(outcome.trace, { interpolation: 0.5 })).toMatchObject({ reason: 'min-score' });
  });

  it('events of a search that failed or are not all there, and legs that were not', async () => {
    const { trace } = await searched(stages);
    const without = (component: string) => trace.filter((event) => event.component !== component);
    expect(await replayTrace([])).toMatchObject({ reason: 'incomplete', message: 'the trace has no search event' });
    expect(await replayTrace(without('hybrid'))).toMatchObject({ reason: 'incomplete' });
    expect(await replayTrace(without('bm25'))).toMatchObject({
      message: 'the trace has no retrieve event of leg bm25',
    });
    expect(await replayTrace(trace, { weights: { sparse: 1 } })).toMatchObject({ reason: 'unknown-leg' });
    const failed = trace.map(({ output, ...event }) =>
      event.stage === 'search' ? { ...event, notes: { error: 'TSR_IO' } } : { ...event, output: output! },
    );
    expect(await replayTrace(failed)).toMatchObject({ reason: 'failed', message: 'the search failed (TSR_IO)' });
  });

  it('results that its replay does not give', async () => {
    const { trace } = await searched(stages);
    const other = trace.map((event) =>
      event.stage === 'search' ? { ...event, output: event.output!.toReversed() } : event,
    );
    expect(await replayTrace(other)).toMatchObject({ reason: 'not-reproduced' });
  });

  it("what no options are, as a caller's mistake", async () => {
    await expect(replayTrace([], { topK: 0 })).rejects.toThrow('telemetry: topK is 0');
    await expect(replayTrace([], { firstStageK: 1.5 })).rejects.toThrow('telemetry: firstStageK is 1.5');
    await expect(replayTrace([], { interpolation: 2 })).rejects.toThrow('telemetry: interpolation is 2');
    await expect(replayTrace([], { weights: { bm25: -1 } })).rejects.toThrow('weight of leg "bm25" is -1');
  });
});

it('keeps nothing of a blank query', async () => {
  const firstStage = defineRetriever({ name: 'lexical', search: () => [] });
  const { trace } = await createTwoStageRetriever({ firstStage }).explain(' ');
  expect(await replayTrace(trace)).toMatchObject({ replayed: true, before: [], after: [] });
});

function all(step = 17): Scores {
  return Object.fromEntries(ids.map((id, i) => [id, (i * step) % 41]));
}

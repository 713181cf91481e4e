import type { Reranker, StageEvent } from '@tsr/core';
import { describe, expect, it } from 'vitest';
import { observationOf } from '../provenance/observation.ts';
import { createProvenance } from '../provenance/provenance.ts';
import { createSampleRetriever } from '../sample-stages.fixture.ts';
import { withTelemetry } from '../traces/with-telemetry.ts';
import { liveMetrics } from './live-metrics.ts';
import { createLiveProvenance } from './live-provenance.ts';

const { trace } = await createSampleRetriever().explain('q');
let searches = 0;
const again = (): readonly StageEvent[] => {
  const traceId = `t${++searches}`;
  return trace.map((event) => ({ ...event, traceId }));
};

describe('createLiveProvenance', () => {
  it('reports the latest searches as createProvenance does', async () => {
    const live = createLiveProvenance({ topK: 2, maxQueries: 3 });
    for (let search = 0; search < 5; search++) for (const event of again()) live.record(event);
    const { window, total, provenance } = await live.report();
    const expected = createProvenance({ topK: 2 });
    for (let search = 0; search < 3; search++) expected.add(observationOf(trace));
    expect(provenance).toEqual(expected.report());
    expect(window).toMatchObject({ searches: 3, failed: 0, degraded: 0 });
    expect(total).toEqual({ searches: 5, failed: 0, degraded: 0 });
    expect(JSON.parse(JSON.stringify(provenance))).toEqual(provenance);
  });

  it('forgets searches of a certain age, and tells the rate', async () => {
    let time = 10_000;
    const live = createLiveProvenance({ maxAgeMs: 1000, now: () => time });
    for (time = 10_000; time < 12_000; time += 200) for (const event of again()) live.record(event);
    time = 12_000;
    expect((await live.report()).window).toEqual({
      ...{ from: 11_000, to: 12_000, searches: 5, failed: 0, degraded: 0, perSecond: 5 },
    });
    time = 99_999;
    const { window, total, provenance } = await live.report();
    expect(window).toMatchObject({ from: null, searches: 0, perSecond: null });
    expect([total.searches, provenance.queries]).toEqual([10, 0]);
  });

  it('takes the rate over the time that the window covers, not from its oldest search', async () => {
    let time = 0;
    const live = createLiveProvenance({ maxQueries: 4, now: () => time });
    const searchAt = (at: number) => {
      time = at;
      for (const event of again()) live.record(event);
    };
    const rate = async () => (await live.report()).window.perSecond;
    searchAt(0);
    expect(await rate()).toBe(1);
    time = 10_000;
    expect(await rate()).toBe(0.1);
    for (const at of [20_000, 21_000, 22_000, 23_000, 24_000]) searchAt(at);
    expect(await rate()).toBe(1);
  });

  it('counts what failed and what degraded', async () => {
    const live = createLiveProvenance();
    const broken: Reranker = { name: 'judge', scope: 'pair', rerank: () => Promise.reject(new Error('gone')) };
    await withTelemetry(createSampleRetriever({ secondStage: broken }), live).retrieve('q');
    const retriever = withTelemetry(createSampleRetriever(), live);
    await expect(retriever.retrieve('q', { firstStageK: 0 })).rejects.toThrow();
    await retriever.retrieve('q');
    const { window, provenance } = await live.report();
    expect(window).toMatchObject({ searches: 3, failed: 1, degraded: 1 });
    expect(provenance.queries).toBe(2);
  });

  it('holds no more candidates than are good for the memory', async () => {
    const live = createLiveProvenance({ maxQueries: 1_000_000 });
    const many = Array.from({ length: 200_000 }, (_, at) => ({ id: `d${at}`, score: -at, rank: at + 1 }));
    for (let search = 0; search < 4; search++) {
      const wide = again().map((event) => (event.stage === 'retrieve' ? { ...event, output: many } : event));
      for (const event of wide.filter(({ stage }) => stage !== 'rerank')) live.record(event);
    }
    expect((await live.report()).window.searches).toBe(2);
  }, 30_000);

  it('refuses options that are none, and stops where it is told to', async () => {
    expect(() => createLiveProvenance({ maxQueries: 0 })).toThrow('telemetry: maxQueries is 0');
    expect(() => createLiveProvenance({ maxAgeMs: -1 })).toThrow('telemetry: maxAgeMs is -1');
    expect(() => createLiveProvenance({ topK: 0 })).toThrow('telemetry: topK is 0');
    const live = createLiveProvenance();
    for (let search = 0; search < 300; search++) for (const event of again()) live.record(event);
    const reason = new Error('enough');
    await expect(live.report({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

describe('liveMetrics', () => {
  it('has the figures of the report, and no samples of what is not known', async () => {
    const live = createLiveProvenance({ topK: 2, rankEdges: [1, 2] });
    const figuresOf = async (name: string) => {
      const metric = liveMetrics(await live.report()).find((one) => one.name === name);
      return metric?.samples.map(({ labels, value }) => [Object.values(labels).join(' '), value]);
    };
    expect(await figuresOf('tsr_window_depth_p95')).toEqual([]);
    expect(await figuresOf('tsr_searches_total')).toEqual([['', 0]]);
    for (const event of again()) live.record(event);
    expect(await figuresOf('tsr_window_depth_p95')).toEqual([['', 4]]);
    expect(await figuresOf('tsr_window_share')).toEqual([
      ['1', 0],
      ['2', 0],
      ['3+', 1],
    ]);
    expect(await figuresOf('tsr_window_first_ranks_share')).toEqual([['', 0]]);
    expect(await figuresOf('tsr_window_entered_per_search')).toEqual([['', 2]]);
    expect(await figuresOf('tsr_window_kendall_tau')).toEqual([['rerank judge', -1]]);
    expect(await figuresOf('tsr_window_stage_seconds')).toHaveLength(6);
  });
});

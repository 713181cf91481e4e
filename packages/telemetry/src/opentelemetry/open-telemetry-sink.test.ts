import { context, type Meter, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import type { Reranker, TwoStageRetriever } from '@tsr/core';
import { createHybridRetriever } from '@tsr/fusion';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFixedReranker, createFixedRetriever, createSampleRetriever } from '../sample-stages.fixture.ts';
import { withTelemetry } from '../traces/with-telemetry.ts';
import { BOUNDS } from './names.ts';
import { createOpenTelemetrySink } from './open-telemetry-sink.ts';

beforeAll(() => context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable()));
afterAll(() => context.disable());

function recording(includeDocuments?: boolean) {
  const exporter = new InMemorySpanExporter();
  const tracer = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).getTracer('test');
  const metrics = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter: metrics, exportIntervalMillis: 1e6 });
  const provider = new MeterProvider({ readers: [reader] });
  const sink = createOpenTelemetrySink({ tracer, meter: provider.getMeter('test'), includeDocuments });
  const measured = async () => {
    await provider.forceFlush();
    return metrics.getMetrics().at(-1)!.scopeMetrics[0]!.metrics;
  };
  return { sink, tracer, spans: () => exporter.getFinishedSpans(), measured };
}

function hybrid(secondStage?: Reranker): TwoStageRetriever {
  const retrievers = { bm25: createFixedRetriever('y', { a: 9, b: 5 }), dense: createFixedRetriever('x', { b: 0.9 }) };
  return createSampleRetriever({
    firstStage: createHybridRetriever({ retrievers }),
    ...(secondStage && { secondStage }),
  });
}

const named = (spans: readonly ReadableSpan[], name: string) => spans.find((span) => span.name === name)!;
const milliseconds = ([seconds, nanoseconds]: readonly [number, number]) => seconds * 1000 + nanoseconds / 1e6;

describe('createOpenTelemetrySink', () => {
  it('gives a span a stage, with the tree and the times of the trace', async () => {
    const { sink, spans } = recording();
    const before = Date.now();
    await withTelemetry(hybrid(), sink).retrieve('q', { finalK: 1 });
    expect(
      spans()
        .map(({ name }) => name)
        .sort(),
    ).toEqual([
      ...[
        'fuse hybrid',
        'rerank judge',
        'retrieval bm25',
        'retrieval dense',
        'retrieval hybrid',
        'retrieval two-stage',
      ],
    ]);
    const root = named(spans(), 'retrieval two-stage');
    const first = named(spans(), 'retrieval hybrid');
    expect(root.parentSpanContext).toBeUndefined();
    expect(first.parentSpanContext?.spanId).toBe(root.spanContext().spanId);
    expect(named(spans(), 'rerank judge').parentSpanContext?.spanId).toBe(root.spanContext().spanId);
    for (const name of ['retrieval bm25', 'retrieval dense', 'fuse hybrid']) {
      expect(named(spans(), name).parentSpanContext?.spanId).toBe(first.spanContext().spanId);
    }
    for (const span of spans()) {
      expect(milliseconds(span.startTime)).toBeGreaterThanOrEqual(before);
      expect(milliseconds(span.endTime)).toBeGreaterThanOrEqual(milliseconds(span.startTime));
      expect(milliseconds(span.endTime)).toBeLessThan(Date.now() + 5);
    }
  });

  it('names what it says as the conventions do, and keeps texts and documents to itself', async () => {
    const { sink, spans } = recording();
    await withTelemetry(hybrid(), sink).retrieve('a secret question', { finalK: 1 });
    expect(named(spans(), 'retrieval two-stage').attributes).toMatchObject({
      'gen_ai.operation.name': 'retrieval',
      'gen_ai.data_source.id': 'two-stage',
      'gen_ai.retrieval.top_k': 1,
      'tsr.output.count': 1,
    });
    const rerank = named(spans(), 'rerank judge').attributes;
    expect(rerank).toMatchObject({ 'gen_ai.operation.name': 'rerank', 'gen_ai.rerank.candidate.count': 2 });
    expect(rerank).toMatchObject({ 'tsr.note.scope': 'pair', 'tsr.output.count': 2 });
    const all = JSON.stringify(spans().map(({ attributes }) => attributes));
    expect(all).not.toMatch(/secret|gen_ai.retrieval.documents|query.text/);
    expect(named(spans(), 'fuse hybrid').attributes['gen_ai.operation.name']).toBeUndefined();
  });

  it('has query and documents where both were asked for', async () => {
    const { sink, spans } = recording(true);
    await withTelemetry(hybrid(), { includeText: true }, sink).retrieve('q', { finalK: 1 });
    const { attributes } = named(spans(), 'retrieval two-stage');
    expect(attributes['gen_ai.retrieval.query.text']).toBe('q');
    expect(JSON.parse(String(attributes['gen_ai.retrieval.documents']))).toEqual([{ id: 'b', score: 0.2 }]);
  });

  it('is below the span that is active', async () => {
    const { sink, spans, tracer } = recording();
    const observed = withTelemetry(hybrid(), sink);
    await tracer.startActiveSpan('request', async (span) => {
      await observed.retrieve('q');
      span.end();
    });
    const request = named(spans(), 'request').spanContext();
    expect(named(spans(), 'retrieval two-stage').parentSpanContext?.spanId).toBe(request.spanId);
    expect(new Set(spans().map((span) => span.spanContext().traceId))).toEqual(new Set([request.traceId]));
  });

  it('says what degraded, and what failed', async () => {
    const { sink, spans } = recording();
    const broken: Reranker = { name: 'judge', scope: 'pair', rerank: () => Promise.reject(new Error('model is gone')) };
    await withTelemetry(hybrid(broken), sink).retrieve('q');
    const rerank = named(spans(), 'rerank judge');
    expect(rerank.attributes['tsr.degraded.reason']).toBe('failure');
    expect(rerank.events).toMatchObject([
      { name: 'tsr.degraded', attributes: { 'tsr.degraded.message': 'model is gone' } },
    ]);
    expect(rerank.status.code).toBe(SpanStatusCode.UNSET);
    await withTelemetry(hybrid(), sink)
      .retrieve('q', { firstStageK: 0 })
      .catch(() => {});
    const failed = spans()
      .filter(({ name }) => name === 'retrieval two-stage')
      .at(-1)!;
    expect(failed.status).toEqual({ code: SpanStatusCode.ERROR, message: 'TSR_INVALID_ARGUMENT' });
    expect(failed.attributes['error.type']).toBe('TSR_INVALID_ARGUMENT');
  });

  it('measures durations, outputs, degradations and caches', async () => {
    const { sink, measured } = recording();
    await withTelemetry(hybrid(createFixedReranker({ a: 1 })), sink).retrieve('q');
    const event = {
      stage: 'rerank' as const,
      component: 'c',
      startedAt: 0,
      durationMs: 250,
      traceId: 't',
      spanId: '9',
    };
    sink.record({ ...event, notes: { model: 'L-6', cacheHits: 3, cacheMisses: 5 } });
    const metrics = await measured();
    const points = (name: string) => metrics.find(({ descriptor }) => descriptor.name === name)!.dataPoints;
    const durations = points('gen_ai.client.operation.duration');
    expect(durations).toHaveLength(7);
    const last = durations.find(({ attributes }) => attributes['tsr.component'] === 'c')!;
    expect(last.value).toMatchObject({ sum: 0.25, count: 1 });
    expect(last.attributes).toMatchObject({ 'gen_ai.operation.name': 'rerank', 'gen_ai.request.model': 'L-6' });
    expect(points('tsr.stage.degraded')).toMatchObject([
      { value: 1, attributes: { 'tsr.degraded.reason': 'partial' } },
    ]);
    expect(
      points('tsr.stage.output')
        .map(({ value }) => (value as { sum: number }).sum)
        .sort(),
    ).toEqual([1, 1, 2, 2, 2, 2]);
    expect((last.value as { buckets: unknown }).buckets).toMatchObject({ boundaries: BOUNDS.seconds });
    const taken = points('tsr.stage.input').find(({ attributes }) => attributes['tsr.component'] === 'judge')!;
    expect(taken.value).toMatchObject({ sum: 2, buckets: { boundaries: BOUNDS.documents } });
    expect(points('tsr.cache.lookups').map(({ value, attributes }) => [attributes['tsr.cache.hit'], value])).toEqual([
      [true, 3],
      [false, 5],
    ]);
  });

  it.each(['tracer', 'meter'])('a %s that throws fails no search', async (which) => {
    const fail = () => {
      throw new Error('exporter is gone');
    };
    const tracer = { startSpan: fail } as unknown as Tracer;
    const meter = { createHistogram: () => ({ record: fail }), createCounter: () => ({ add: fail }) };
    const sink = createOpenTelemetrySink(which === 'tracer' ? { tracer } : { meter: meter as unknown as Meter });
    const { results } = await withTelemetry(hybrid(), sink).retrieve('q');
    expect(results).toHaveLength(2);
  });

  it('does nothing where no SDK is registered, and the search goes on', async () => {
    const { results } = await withTelemetry(hybrid(), createOpenTelemetrySink()).retrieve('q');
    expect(results).toHaveLength(2);
    expect(trace.getActiveSpan()).toBeUndefined();
  });
});

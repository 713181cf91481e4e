import {
  createCascade,
  createTrace,
  createTwoStageRetriever,
  defineRetriever,
  type Reranker,
  type Retriever,
  type StageEvent,
} from '@tsr/core';
import { createNaiveBm25, createOverlapReranker } from '@tsr/core/testing';
import { describe, expect, it } from 'vitest';
import { createFixedReranker, createFixedRetriever, createSampleRetriever } from '../sample-stages.fixture.ts';
import { createMemorySink } from '../sinks/memory-sink.ts';
import { withTelemetry } from './with-telemetry.ts';

const stages = (events: readonly StageEvent[]) => events.map(({ stage, component }) => `${stage} ${component}`);
const failing: Reranker = { name: 'judge', scope: 'pair', rerank: () => Promise.reject(new Error('model is gone')) };

describe('withTelemetry', () => {
  it('is the retriever itself without sinks', () => {
    const retriever = createSampleRetriever();
    expect(withTelemetry(retriever)).toBe(retriever);
    expect(withTelemetry(retriever, { includeText: true })).toBe(retriever);
  });

  it('records each stage and last the search, all in one trace', async () => {
    const sink = createMemorySink();
    const observed = withTelemetry(createSampleRetriever(), sink);
    const ranking = await observed.search('q', { topK: 2 });

    expect(ranking.map(({ document }) => document.id)).toEqual(['d', 'c']);
    expect(stages(sink.events)).toEqual(['retrieve lexical', 'rerank judge', 'search two-stage']);
    const [retrieve, rerank, root] = sink.events;
    expect(new Set(sink.events.map(({ traceId }) => traceId)).size).toBe(1);
    expect([retrieve?.parentId, rerank?.parentId]).toEqual([root?.spanId, root?.spanId]);
    expect(root?.parentId).toBeUndefined();
    expect(root?.output).toEqual([
      { id: 'd', score: 0.4, rank: 1, tier: 0 },
      { id: 'c', score: 0.3, rank: 2, tier: 0 },
    ]);
  });

  it('shows every part of a cascade, below the one stage that it is', async () => {
    const sink = createMemorySink();
    const cheap = createFixedReranker({ a: 1, b: 2, c: 3, d: 4 }, 'cheap');
    const last = createFixedReranker({ c: 9, d: 8 }, 'last');
    const secondStage = createCascade([{ reranker: cheap }, { reranker: last, keep: 2 }]);
    await withTelemetry(createSampleRetriever({ secondStage }), sink).retrieve('q', { finalK: 3 });
    expect(stages(sink.events)).toEqual([
      'retrieve lexical',
      'rerank cheap',
      'rerank last',
      'rerank cascade',
      'search two-stage',
    ]);
    const [, first, second, whole, root] = sink.events;
    expect([first?.parentId, second?.parentId, whole?.parentId]).toEqual([whole?.spanId, whole?.spanId, root?.spanId]);
    expect(second?.input?.map(({ id }) => id)).toEqual(['d', 'c']);
    expect(whole?.output?.map(({ id, tier }) => [id, tier])).toEqual([
      ['c', 0],
      ['d', 0],
      ['b', 1],
      ['a', 1],
    ]);
    expect(root?.output).toEqual([
      { id: 'c', score: 9, rank: 1, tier: 0 },
      { id: 'd', score: 8, rank: 2, tier: 0 },
      { id: 'b', score: 2, rank: 3, tier: 1 },
    ]);
  });

  it('starts another trace for another query', async () => {
    const sink = createMemorySink();
    const observed = withTelemetry(createSampleRetriever(), sink);
    await observed.search('one');
    await observed.search('two');
    expect(new Set(sink.events.map(({ traceId }) => traceId)).size).toBe(2);
  });

  it('keeps retrieve, whose trace id is that of the events', async () => {
    const sink = createMemorySink();
    const retriever = createSampleRetriever({ secondStage: createFixedReranker({ c: 0.3 }) });
    const outcome = await withTelemetry(retriever, sink).retrieve('q', { finalK: 3 });

    expect(outcome.results.map(({ id }) => id)).toEqual(['c', 'a', 'b']);
    expect(sink.events.map(({ traceId }) => traceId)).toEqual(Array(3).fill(outcome.traceId));
    expect(sink.events.at(-1)?.output).toEqual([
      { id: 'c', score: 0.3, rank: 1, tier: 0 },
      { id: 'a', score: 4, rank: 2, tier: 1 },
      { id: 'b', score: 3, rank: 3, tier: 1 },
    ]);
  });

  it('marks no tier where no second stage was asked', async () => {
    const sink = createMemorySink();
    await withTelemetry(createSampleRetriever(), sink).retrieve('q', { finalK: 1, secondStage: false });
    expect(sink.events.at(-1)?.output).toEqual([{ id: 'a', score: 4, rank: 1 }]);
  });

  it('hands on what explain collected, with the final results in the search event', async () => {
    const sink = createMemorySink();
    const explained = await withTelemetry(createSampleRetriever(), { includeText: true }, sink).explain('why');
    expect(stages(sink.events)).toEqual(['retrieve lexical', 'rerank judge', 'search two-stage']);
    expect(sink.events.at(-1)).toMatchObject({ traceId: explained.traceId, query: 'why' });
    expect(sink.events.at(-1)?.output?.map(({ id }) => id)).toEqual(['d', 'c', 'b', 'a']);
    expect(explained.trace.at(-1)).not.toHaveProperty('query');
  });

  it('lets the text of the query out only when asked to', async () => {
    const silent = createMemorySink();
    await withTelemetry(createSampleRetriever(), silent).search('my secret');
    await withTelemetry(createSampleRetriever(), silent).retrieve('my secret');
    await withTelemetry(createSampleRetriever(), silent).explain('my secret');
    expect(JSON.stringify(silent.events)).not.toContain('secret');

    const told = createMemorySink();
    const telling = withTelemetry(createSampleRetriever(), { includeText: true }, told);
    await telling.search({ text: 'my secret' });
    await telling.retrieve('my secret');
    expect(told.events.filter(({ query }) => query === 'my secret').map(({ stage }) => stage)).toEqual([
      'search',
      'search',
    ]);
  });

  it('survives sinks that throw or reject, and still serves the others', async () => {
    const throwing = { record: () => fail('sink is full') };
    const rejecting = { record: async () => fail('sink is gone') };
    const sink = createMemorySink();
    const observed = withTelemetry(createSampleRetriever(), throwing, rejecting, sink);
    expect(await observed.search('q')).toHaveLength(4);
    expect((await observed.retrieve('q')).results).toHaveLength(4);
    expect((await observed.explain('q')).results).toHaveLength(4);
    expect(sink.events).toHaveLength(9);
  });

  it('records a failed search by the name of its error, and fails as it did', async () => {
    const sink = createMemorySink();
    const observed = withTelemetry(createSampleRetriever(), sink);
    await expect(observed.search('secret', { topK: 0 })).rejects.toThrow(RangeError);
    await expect(observed.retrieve('secret', { finalK: 1000 })).rejects.toThrow(RangeError);
    await expect(observed.explain('secret', { finalK: 1000 })).rejects.toThrow(RangeError);
    await expect(observed.search('secret', { signal: AbortSignal.abort('stop') })).rejects.toBe('stop');
    expect(sink.events.map(({ notes }) => notes?.error)).toEqual([...Array(3).fill('TSR_INVALID_ARGUMENT'), 'string']);
    expect(sink.events.every(({ stage, output }) => stage === 'search' && output === undefined)).toBe(true);
    expect(JSON.stringify(sink.events)).not.toContain('secret');
  });

  it('carries what degraded', async () => {
    const sink = createMemorySink();
    const { degraded } = await withTelemetry(createSampleRetriever({ secondStage: failing }), sink).retrieve('q');
    expect(degraded?.reason).toBe('failure');
    expect(sink.events.find(({ stage }) => stage === 'rerank')?.degraded).toEqual(degraded);
  });

  it('leaves the trace that the caller passed its events', async () => {
    const outer: StageEvent[] = [];
    const sink = createMemorySink();
    const trace = createTrace({ component: 'outer', record: (event) => outer.push(event) });
    await withTelemetry(createSampleRetriever(), sink).search('q', { trace });
    expect(stages(outer)).toEqual(['retrieve lexical', 'rerank judge']);
    expect(sink.events).toHaveLength(3);
    expect(sink.events.every(({ traceId }) => traceId === trace.traceId)).toBe(true);
  });

  it('collects the notes of a leaf in the search event', async () => {
    const sink = createMemorySink();
    await withTelemetry(createFixedRetriever('lexical', { a: 1 }), sink).search('  ');
    expect(sink.events).toMatchObject([{ stage: 'search', output: [], notes: { emptyQuery: 'blank' } }]);
  });

  it('keeps every other ability, by reading it from the retriever', async () => {
    const index = createNaiveBm25({ documents: [{ id: 'a', content: 'token' }] });
    const observed = withTelemetry(index, createMemorySink());
    await observed.upsert([{ id: 'b', content: 'another token' }]);
    expect(await observed.count()).toBe(2);
    expect(observed.revision).toBe(index.revision);
    expect(Object.keys(observed).sort()).toEqual(Object.keys(index).sort());
    expect((await observed.scoreByIds('token', ['b'])).size).toBe(1);
  });

  it('works on instances of classes with private fields', async () => {
    class Private {
      readonly #inner = createFixedRetriever('inner', { a: 1 });
      readonly name = 'private';
      search = this.#inner.search;
      size(): number {
        return this.#inner.name.length;
      }
    }
    const observed = withTelemetry(new Private(), createMemorySink());
    expect(await observed.search('q')).toHaveLength(1);
    expect(observed.size()).toBe(5);
  });

  it('hands on even what is no ranking: to object is for the stage around it', async () => {
    const broken: Retriever = { name: 'broken', search: () => Promise.resolve(undefined as never) };
    expect(await withTelemetry(broken, createMemorySink()).search('q')).toBeUndefined();
  });

  it('refuses what is no retriever and no sink', () => {
    const retriever = defineRetriever({ name: 'r', search: () => [] });
    expect(() => withTelemetry(undefined as never, createMemorySink())).toThrow('telemetry: retriever is undefined');
    expect(() => withTelemetry(retriever, createMemorySink(), 7 as never)).toThrow('telemetry: sink is 7');
    expect(() => withTelemetry(retriever, undefined as never)).toThrow('telemetry: sink is undefined');
  });

  it('changes no result of a real two-stage search', async () => {
    const documents = ['refresh the token', 'configure OAuth2', 'configure the OAuth2 token'].map((content, id) => {
      return { id: `${id}`, content };
    });
    const plain = createTwoStageRetriever({
      firstStage: createNaiveBm25({ documents }),
      secondStage: createOverlapReranker(),
    });
    const observed = withTelemetry(plain, createMemorySink());
    expect(await observed.search('OAuth2 token')).toEqual(await plain.search('OAuth2 token'));
  });
});

function fail(message: string): never {
  throw new Error(message);
}

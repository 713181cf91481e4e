import { createTrace, type StageEvent } from '@tsr/core';
import { createHybridRetriever } from '@tsr/fusion';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { observationOf } from '../provenance/observation.ts';
import { createFixedRetriever, createSampleRetriever } from '../sample-stages.fixture.ts';
import { createJsonLinesSink } from '../sinks/json-lines-sink.ts';
import type { QueryTrace } from './query-trace.ts';
import { type ReadTracesOptions, readTraces } from './read-traces.ts';
import { createTraceCollector } from './trace-collector.ts';
import { withTelemetry } from './with-telemetry.ts';

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  // One buffer for every piece, as streams may do.
  const buffer = new Uint8Array(size);
  for (let at = 0; at < bytes.length; at += size) {
    const piece = bytes.subarray(at, at + size);
    buffer.set(piece);
    yield buffer.subarray(0, piece.length);
  }
}

async function read(file: string | Uint8Array, options?: ReadTracesOptions, size = 64) {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file;
  const reading = readTraces(inPieces(bytes, size), options);
  const traces: QueryTrace[] = [];
  for await (const trace of reading) traces.push(trace);
  return { traces, problems: reading.problems() };
}

const explained = await createSampleRetriever().explain('q');
const named = (events: readonly StageEvent[], traceId: string) => events.map((event) => ({ ...event, traceId }));
const [one, two] = ['one', 'zwei 二'].map((id) => named(explained.trace, id)) as [StageEvent[], StageEvent[]];

function fileOf(events: readonly unknown[]): string {
  const lines: string[] = [];
  const sink = createJsonLinesSink({ write: (line) => lines.push(`${line}\n`) });
  for (const event of events) sink.record(event as StageEvent);
  return lines.join('');
}

const kinds = (problems: readonly { kind: string; count: number; line: number }[]) =>
  problems.map(({ kind, count, line }) => `${kind} ${count} from ${line}`);

describe('readTraces', () => {
  it('gives what a JSON Lines sink wrote, in pieces of any size, interleaved or not', async () => {
    const mixed = [one[0], two[0], one[1], one[2], two[1], two[2]];
    const expected = [
      { traceId: 'one', events: one },
      { traceId: 'zwei 二', events: two },
    ];
    for (const size of [1, 7, 1000, 1e6]) {
      expect(await read(fileOf(mixed), {}, size)).toEqual({ traces: expected, problems: [] });
    }
    const windows = `\uFEFF${fileOf(mixed).replaceAll('\n', '\r\n')}\r\n\r\n`;
    expect(await read(windows)).toEqual({ traces: expected, problems: [] });
  });

  it('gives events that can be reported', async () => {
    const { traces } = await read(fileOf(one));
    expect(observationOf(traces[0]!.events)).toEqual(observationOf(explained.trace));
  });

  it('has nothing of nothing', async () => {
    expect(await read('')).toEqual({ traces: [], problems: [] });
    expect(await read('\n \r\n')).toEqual({ traces: [], problems: [] });
  });

  it('leaves out what was cut off, and the trace that it would have ended', async () => {
    const file = fileOf([...one, ...two]).slice(0, -30);
    const { traces, problems } = await read(file);
    expect(traces.map(({ traceId }) => traceId)).toEqual(['one']);
    expect(kinds(problems)).toEqual(['truncated 1 from 6', 'incomplete-trace 1 from 6']);
    expect(problems[0]?.message).toBe('the file ends in the middle of an event');
    expect((await read(fileOf(one).trimEnd())).problems).toEqual([]);
  });

  it('leaves out other versions by name', async () => {
    const old = JSON.stringify({ ...one[0] });
    const next = JSON.stringify({ v: 2, ...one[0] });
    const { traces, problems } = await read(`${old}\n${next}\n${fileOf(two)}`);
    expect(traces).toHaveLength(1);
    expect(problems).toEqual([
      { kind: 'version', count: 2, line: 1, message: 'the event has no version; this reads version 1' },
    ]);
  });

  it.each([
    ['[1]', 'the line is [1]; a stage event was expected'],
    [{ stage: 'train' }, 'stage is "train"'],
    [{ component: '' }, 'component is ""'],
    [{ traceId: 7 }, 'traceId is 7'],
    [{ spanId: undefined }, 'spanId is undefined'],
    [{ parentId: '2', spanId: '2' }, 'parentId is "2"'],
    [{ startedAt: Number.NaN }, 'startedAt is null'],
    [{ durationMs: -1 }, 'durationMs is -1'],
    [{ notes: 'x' }, 'notes is "x"'],
    [{ degraded: {} }, 'degraded is {}'],
    [{ degraded: { stage: 'rerank', component: 'a', reason: 'timeout', message: '', scored: -1 } }, 'degraded is {'],
    [{ query: 7 }, 'query is 7'],
    [{ output: {} }, 'output is {}'],
    [{ output: [{ id: 'a', score: Number.NaN, rank: 1 }] }, 'output[0].score is null'],
    [{ output: [{ id: 'a', score: 1, rank: 0 }] }, 'output[0].rank is 0'],
    [{ output: [{ id: 'a', score: 1, rank: 1, tier: -1 }] }, 'output[0].tier is -1'],
    [{ input: [{ id: '', score: 1, rank: 1 }] }, 'input[0].id is ""'],
    [{ input: [null] }, 'input[0] is null'],
    [{ output: [1, 2].map((rank) => ({ id: 'a', score: 1, rank })) }, 'output has an id twice'],
  ])('leaves out %j, and says what it is not', async (wrong, message) => {
    const line = typeof wrong === 'string' ? wrong : JSON.stringify({ v: 1, ...one[0], ...wrong });
    const { traces, problems } = await read(`${line}\n${fileOf(two)}`);
    expect(traces).toHaveLength(1);
    expect(problems[0]).toMatchObject({ kind: 'not-an-event', line: 1, message: expect.stringContaining(message) });
  });

  it('passes over lines that are too long without holding them, and what is no text or no JSON', async () => {
    async function* huge(): AsyncGenerator<Uint8Array | string> {
      yield '{"v":1,"component":"';
      for (let megabytes = 0; megabytes < 100; megabytes++) yield new Uint8Array(2 ** 20).fill(120);
      yield `"}\n${fileOf(one)}`;
      yield Uint8Array.of(0xff, 0xfe, 0x00, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 10);
      yield 'hello there\n';
    }
    const before = process.memoryUsage.rss();
    const reading = readTraces(huge(), { maxLineBytes: 100_000 });
    const traces: QueryTrace[] = [];
    for await (const trace of reading) traces.push(trace);
    expect(process.memoryUsage.rss() - before).toBeLessThan(60 * 2 ** 20);
    expect(traces).toEqual([{ traceId: 'one', events: one }]);
    expect(kinds(reading.problems())).toEqual(['too-long 1 from 1', 'not-utf8 1 from 5', 'not-json 1 from 6']);
  });

  it('leaves out searches that lost a stage, and says which', async () => {
    const lost = async (file: readonly StageEvent[]) =>
      (await read(fileOf(file))).problems.map(({ message }) => message);
    expect(await lost([one[0]!, one[2]!])).toEqual(['trace one has lost the rerank event of its second stage']);
    expect(await lost([one[1]!, one[2]!])).toEqual(['trace one has lost the retrieve event of its first stage']);
    const retrievers = { dense: createFixedRetriever('x', { b: 0.9 }), bm25: createFixedRetriever('y', { a: 9 }) };
    const firstStage = createHybridRetriever({ retrievers });
    const { trace } = await createSampleRetriever({ firstStage }).explain('q');
    expect((await read(fileOf(trace))).traces).toHaveLength(1);
    const [first] = await lost(trace.filter(({ component }) => component !== 'dense'));
    expect(first).toMatch(/has lost the retrieve event of leg dense$/);
  });

  it('gives each of several searches of one trace, one after the other or at once', async () => {
    const events: StageEvent[] = [];
    const retriever = withTelemetry(createSampleRetriever(), { record: (event) => events.push(event) });
    const trace = createTrace({ component: 'request', record: () => {}, traceId: 'request-1' });
    await retriever.retrieve('q', { trace });
    await Promise.all([retriever.retrieve('q', { trace }), retriever.retrieve('q', { trace })]);
    const { traces, problems } = await read(fileOf(events));
    expect(problems).toEqual([]);
    expect(traces.map(({ traceId, events: own }) => `${traceId} ${own.length}`)).toEqual(Array(3).fill('request-1 3'));
    for (const { events: own } of traces) expect(observationOf(own).candidates).toHaveLength(4);
  });

  it('reads text that is cut within a character', async () => {
    const file = fileOf(named(one, '😀'));
    async function* units(): AsyncGenerator<string> {
      for (let at = 0; at < file.length; at++) yield file[at]!;
    }
    const reading = readTraces(units());
    for await (const { traceId } of reading) expect(traceId).toBe('😀');
    expect(reading.problems()).toEqual([]);
  });

  it('leaves out what comes after its root, and traces without a root', async () => {
    const late = await read(fileOf([...one, one[0]]));
    expect([late.traces.length, kinds(late.problems)]).toEqual([1, ['late-event 1 from 4']]);
    const again = await read(fileOf([...one, ...one]));
    expect([again.traces.length, kinds(again.problems)]).toEqual([1, ['late-event 3 from 4']]);
    const rootless = await read(fileOf(Array.from({ length: 30 }, (_, i) => ({ ...one[0], traceId: `t${i}` }))), {
      maxOpen: 10,
    });
    expect(kinds(rootless.problems)).toEqual(['incomplete-trace 30 from 11']);
  });

  it('gives for any damage to a file traces that can be reported, or leaves them out', async () => {
    const file = new TextEncoder().encode(fileOf([...one, ...two]));
    const damage = fc.record({
      at: fc.nat(file.length - 1),
      byte: fc.nat(255),
      cut: fc.option(fc.nat(file.length)),
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ at, byte, cut }) => {
        const damaged = file.slice(0, cut ?? file.length);
        if (at < damaged.length) damaged[at] = byte;
        const { traces } = await read(damaged);
        expect(traces.length).toBeLessThanOrEqual(3);
        for (const { events } of traces) expect(() => observationOf(events)).not.toThrow(RangeError);
      }),
      { seed: 12, numRuns: 300 },
    );
  });

  it('refuses options that are none', () => {
    expect(() => readTraces(inPieces(new Uint8Array(), 1), { maxLineBytes: 0 })).toThrow(
      'telemetry: maxLineBytes is 0',
    );
    expect(() => createTraceCollector({ onTrace: () => {}, maxOpen: -1 })).toThrow('telemetry: maxOpen is -1');
  });
});

describe('createTraceCollector', () => {
  it('groups what a search records, and gives up the oldest trace where too many are open', () => {
    const ended: string[] = [];
    const given: string[] = [];
    const strays: string[] = [];
    const collector = createTraceCollector({
      ...{ onTrace: ({ traceId }) => ended.push(traceId), onIncomplete: ({ traceId }) => given.push(traceId) },
      ...{ onStray: ({ traceId }) => strays.push(traceId ?? '-'), maxOpen: 2 },
    });
    for (const id of ['a', 'b', 'c']) collector.record({ ...one[0]!, traceId: id });
    for (const event of named(one.slice(1), 'b')) collector.record(event);
    for (const event of named(one.slice(1), 'a')) collector.record(event);
    const { traceId: _, ...loose } = one[0]!;
    collector.record(loose);
    collector.flush();
    expect({ ended, given, strays }).toEqual({ ended: ['b'], given: ['a', 'c'], strays: ['a', 'a', '-'] });
  });

  it('gives up what is too much to hold', () => {
    const given: number[] = [];
    const collector = createTraceCollector({
      onTrace: () => {},
      onIncomplete: ({ events }) => given.push(events.length),
    });
    const size = 1 + one[0]!.output!.length;
    for (let at = 0; at < 1_000_000 / size + 1; at++) collector.record(one[0]!);
    expect(given).toEqual([Math.floor(1_000_000 / size) + 1]);
  });
});

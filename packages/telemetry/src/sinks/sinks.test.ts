import type { StageEvent } from '@tsr/core';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { formatStage } from './format-stage.ts';
import { createJsonLinesSink } from './json-lines-sink.ts';
import { createLineSink } from './line-sink.ts';
import { createMemorySink } from './memory-sink.ts';
import { createPinoSink } from './pino-sink.ts';

const items = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ id: `d${i}`, score: 1 / (i + 1), rank: i + 1 }));
const event: StageEvent = {
  stage: 'retrieve',
  component: 'hybrid',
  startedAt: 0,
  durationMs: 4.12,
  output: [{ id: 'docs/auth.md#oauth2', score: 0.9071, rank: 1 }, ...items(99)],
};

describe('createLineSink', () => {
  it('writes one aligned line a stage', () => {
    const lines: string[] = [];
    const sink = createLineSink({ write: (line) => lines.push(line) });
    sink.record(event);
    sink.record({
      ...{ stage: 'rerank', component: 'cross-encoder', startedAt: 0, durationMs: 312.77 },
      ...{ input: items(100), output: [{ id: 'b', score: -11.316, rank: 1 }] },
      degraded: {
        stage: 'rerank',
        component: 'cross-encoder',
        reason: 'partial',
        message: 'cut short',
        scored: 1,
        of: 100,
      },
      notes: { cacheHits: 3, model: 'L-6', fingerprint: 'a'.repeat(64), index: 'b' },
    });
    sink.record({ stage: 'search', component: 'two-stage', startedAt: 0, durationMs: 317, output: [], query: 'a "b"' });
    expect(lines).toEqual([
      'retrieve  hybrid                 → 100       4.1 ms   top docs/auth.md#oauth2 .907',
      'rerank    cross-encoder      100 → 1       312.8 ms   top b -11.3   degraded (partial, 1 of 100): cut short   cacheHits=3   model=L-6',
      'search    two-stage              → 0       317.0 ms   query "a \\"b\\""',
    ]);
  });

  it('cannot be made to break the line or to steer the terminal', () => {
    const id = 'a\nsearch\u001b[2J\u2028b';
    expect(formatStage({ ...event, output: [{ id, score: 12345.6, rank: 1 }] })).toMatch(/top a search \[2J b 12346$/);
  });
});

describe('createJsonLinesSink', () => {
  it('writes each event as one JSON object on one line', () => {
    const lines: string[] = [];
    createJsonLinesSink({ write: (line) => lines.push(line) }).record({ ...event, notes: { text: 'a\nb' } });
    expect(lines.map((line) => JSON.parse(line))).toEqual([{ v: 1, ...event, notes: { text: 'a\nb' } }]);
    expect(lines[0]).toMatch(/^\{"v":1,/);
    expect(lines[0]).not.toContain('\n');
  });

  it('writes notes that JSON cannot hold as texts', () => {
    const lines: string[] = [];
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    createJsonLinesSink({ write: (line) => lines.push(line) }).record({ ...event, notes: { big: 7n, circular, n: 1 } });
    expect(JSON.parse(lines[0]!)).toEqual({ v: 1, ...event, notes: { big: '7', circular: 'an object', n: '1' } });
  });
});

describe('createPinoSink', () => {
  it('logs each event as a field and a line, and what is in trouble as a warning', () => {
    const lines: Record<string, unknown>[] = [];
    const logger = pino({ base: null }, { write: (line) => void lines.push(JSON.parse(line)) });
    const sink = createPinoSink({ logger });
    sink.record(event);
    sink.record({ ...event, notes: { error: 'TSR_IO' } });
    sink.record({ ...event, degraded: { stage: 'retrieve', component: 'x', reason: 'failure', message: 'gone' } });
    expect(lines.map(({ level }) => level)).toEqual([30, 40, 40]);
    expect(lines[0]).toMatchObject({ trace: { v: 1, ...event }, msg: formatStage(event) });
  });
});

describe('createMemorySink', () => {
  it('keeps the latest events alone where it is told to', () => {
    const sink = createMemorySink({ maxEvents: 3 });
    for (let at = 1; at <= 11; at++) {
      sink.record({ ...event, startedAt: at });
      expect(sink.events.map(({ startedAt }) => startedAt)).toEqual([at - 2, at - 1, at].filter((time) => time > 0));
    }
    expect(() => createMemorySink({ maxEvents: 0 })).toThrow('telemetry: maxEvents is 0');
  });

  it('keeps events until it is cleared', () => {
    const sink = createMemorySink();
    sink.record(event);
    const before = sink.events;
    sink.clear();
    expect(before).toEqual([event]);
    expect(sink.events).toEqual([]);
  });
});

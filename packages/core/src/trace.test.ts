import { describe, expect, test } from 'vitest';
import type { StageEvent } from './contracts.ts';
import { createTrace, recorded, watched } from './trace.ts';

const stage = { stage: 'retrieve', component: 'bm25' } as const;

function recording(traceId?: string) {
  const events: StageEvent[] = [];
  const trace = createTrace({ component: 'root', traceId, record: (event) => events.push(event) });
  return { events, trace };
}

describe('createTrace', () => {
  test('stamps events with their place in the tree, and with what the span noted', () => {
    const { events, trace } = recording('t1');
    const child = trace.child('bm25');
    child.note({ terms: 2 });
    child.note({ cached: false });
    child.record({ ...stage, startedAt: 1, durationMs: 2 });
    trace.record({ stage: 'search', component: 'anything', startedAt: 1, durationMs: 3 });
    const trace1 = events[1]?.spanId;
    expect(trace1).toMatch(/^\w{8}-1$/);
    expect(events).toEqual([
      {
        stage: 'retrieve',
        component: 'bm25',
        startedAt: 1,
        durationMs: 2,
        traceId: 't1',
        spanId: expect.stringMatching(/^\w{8}-2$/),
        parentId: trace1,
        notes: { terms: 2, cached: false },
      },
      { stage: 'search', component: 'root', startedAt: 1, durationMs: 3, traceId: 't1', spanId: trace1 },
    ]);
  });

  test('has an id of its own where none is given', () => {
    expect(recording().trace.traceId).not.toBe(recording().trace.traceId);
  });

  test('swallows what the sink throws', () => {
    const trace = createTrace({
      component: 'root',
      record: () => {
        throw new Error('disk full');
      },
    });
    expect(() => trace.record({ ...stage, startedAt: 1, durationMs: 1 })).not.toThrow();
  });
});

describe('recorded', () => {
  test('works in a child span and reports', async () => {
    const { events, trace } = recording();
    const result = await recorded(
      trace,
      stage,
      async (span) => {
        span?.note({ seen: true });
        return 5;
      },
      () => ({ output: [{ id: 'a', score: 1, rank: 1 }] }),
    );
    expect(result).toBe(5);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ ...stage, notes: { seen: true }, parentId: '1', output: [{ id: 'a' }] });
    expect(events[0]?.durationMs).toBeGreaterThanOrEqual(0);
  });

  test('only works where nobody listens', async () => {
    const unexpected = () => {
      throw new Error('was asked to report');
    };
    await expect(recorded(undefined, stage, (span) => String(span), unexpected)).resolves.toBe('undefined');
  });

  test('leaves no event of work that fails', async () => {
    const { events, trace } = recording();
    const work = recorded(
      trace,
      stage,
      () => Promise.reject(new Error('broken')),
      () => ({}),
    );
    await expect(work).rejects.toThrow('broken');
    expect(events).toEqual([]);
  });
});

describe('watched', () => {
  test('shows each event of each descendant, and hands it on', () => {
    const { events, trace } = recording('t1');
    const seen: string[] = [];
    const root = watched(trace, ({ component }) => seen.push(component));
    const child = root.child('hybrid').child('bm25');
    child.note({ terms: 2 });
    child.record({ ...stage, startedAt: 1, durationMs: 1 });
    expect(root.traceId).toBe('t1');
    expect(seen).toEqual(['bm25']);
    expect(events).toMatchObject([{ component: 'bm25', notes: { terms: 2 } }]);
  });

  test('works without a trace to hand on to', () => {
    const seen: string[] = [];
    const root = watched(undefined, ({ component }) => seen.push(component));
    root.note({});
    const child = root.child('hybrid').child('bm25');
    child.record({ ...stage, startedAt: 1, durationMs: 1 });
    expect(seen).toEqual(['bm25']);
    expect(child.traceId).toBe(root.traceId);
  });
});

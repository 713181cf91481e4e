import { afterEach, expect, test, vi } from 'vitest';
import { createTurns } from './turns.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a turn is due when the work has held the thread for 8 ms, or as long as it is told', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const turns = createTurns();
  const patient = createTurns({ holdMs: 20 });
  const due: [number, boolean, boolean][] = [];
  for (const wait of [0, 7, 1, 11, 1]) {
    vi.advanceTimersByTime(wait);
    due.push([wait, turns.due(), patient.due()]);
  }
  expect(due).toEqual([
    [0, false, false],
    [7, false, false],
    [1, true, false],
    [11, true, false],
    [1, true, true],
  ]);
});

test('after a turn, the time begins again', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const turns = createTurns();
  vi.advanceTimersByTime(8);
  setImmediate(() => vi.advanceTimersByTime(100));
  await turns.give();
  expect(turns.due()).toBe(false);
  vi.advanceTimersByTime(8);
  expect(turns.due()).toBe(true);
});

test.each(['setImmediate', 'setTimeout'])('others run before a turn ends, by %s', async (by) => {
  const later = by === 'setImmediate' ? setImmediate : (work: () => void) => setTimeout(work, 0);
  if (by === 'setTimeout') vi.stubGlobal('setImmediate', undefined);
  const done: string[] = [];
  later(() => done.push('another task'));
  const given = createTurns()
    .give()
    .then(() => done.push('the work'));
  for (let microtask = 0; microtask < 100; microtask++) await Promise.resolve();
  expect(done).toEqual([]);
  await given;
  expect(done).toEqual(['another task', 'the work']);
});

test('rejects with the reason of an abort that came while others had their turn', async () => {
  const controller = new AbortController();
  const turns = createTurns({ signal: controller.signal });
  await turns.give();
  setImmediate(() => controller.abort('enough'));
  await expect(turns.give()).rejects.toBe('enough');
});

import { expect, test } from 'vitest';
import { inTurns } from './in-turns.ts';

function* pieces(count: number, done: string[]): Generator<void, string> {
  for (let piece = 1; piece <= count; piece++) {
    done.push(`piece ${piece}`);
    yield;
  }
  return 'whole';
}

test('does all pieces at once where there is time, and gives what the work gives', async () => {
  const done: string[] = [];
  const work = inTurns(pieces(3, done), { holdMs: 60_000 });
  expect(done).toEqual(['piece 1', 'piece 2', 'piece 3']);
  expect(await work).toBe('whole');
});

test('others run between two pieces when it is due', async () => {
  const done: string[] = [];
  setImmediate(() => done.push('another task'));
  await inTurns(pieces(2, done), { holdMs: 0 });
  expect(done).toEqual(['piece 1', 'another task', 'piece 2']);
});

test('ends between two pieces when the signal aborts, with its reason', async () => {
  const done: string[] = [];
  const controller = new AbortController();
  setImmediate(() => controller.abort('enough'));
  await expect(inTurns(pieces(9, done), { holdMs: 0, signal: controller.signal })).rejects.toBe('enough');
  expect(done).toEqual(['piece 1']);
});

test('takes what is no generator', async () => {
  await expect(inTurns([1, 2, 3])).resolves.toBeUndefined();
});

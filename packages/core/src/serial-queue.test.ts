import { expect, test } from 'vitest';
import { createSerialQueue } from './serial-queue.ts';

const task = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('does one piece of work after the other, in the order of the calls, and hands on what each gives', async () => {
  const serially = createSerialQueue();
  const log: string[] = [];
  const logged = (name: string, tasks: number) => async () => {
    log.push(`${name} begins`);
    for (let left = tasks; left > 0; left--) await task();
    log.push(`${name} ends`);
    return name;
  };
  const names = [serially(logged('slow', 3)), serially(logged('quick', 0)), serially(logged('last', 1))];
  expect(await Promise.all(names)).toEqual(['slow', 'quick', 'last']);
  expect(log).toEqual(['slow begins', 'slow ends', 'quick begins', 'quick ends', 'last begins', 'last ends']);
});

test('goes on after work that fails, whose caller alone is told', async () => {
  const serially = createSerialQueue();
  const failure = new Error('failed');
  const rejected = serially(() => Promise.reject(failure));
  const thrown = serially(() => {
    throw failure;
  });
  const fine = serially(async () => 'fine');
  await expect(rejected).rejects.toBe(failure);
  await expect(thrown).rejects.toBe(failure);
  await expect(fine).resolves.toBe('fine');
});

test('queues are independent of each other', async () => {
  const stuck = createSerialQueue();
  void stuck(() => new Promise<never>(() => {}));
  await expect(createSerialQueue()(async () => 'fine')).resolves.toBe('fine');
});

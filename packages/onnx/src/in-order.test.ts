import { describe, expect, it } from 'vitest';
import { inOrder } from './in-order.ts';
import { windowsOf } from './windows.ts';

const soon = (turns = 1) => new Promise((resolve) => setTimeout(resolve, turns));

async function collected<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe('windows', () => {
  const sizes = async (count: number, options: { size: number; lanes: number; total: number | undefined }) =>
    (await collected(windowsOf(Array(count).keys(), options))).map(({ length }) => length);

  it('hold every item once, in order', async () => {
    const windows = await collected(windowsOf(Array(21).keys(), { size: 8, lanes: 2, total: 21 }));
    expect(windows.flat()).toEqual([...Array(21).keys()]);
  });

  it('get smaller towards a known end, so that all lanes end together', async () => {
    expect(await sizes(40, { size: 8, lanes: 2, total: 40 })).toEqual([8, 8, 6, 5, 4, 3, 2, 1, 1, 1, 1]);
    expect(await sizes(3, { size: 8, lanes: 2, total: 3 })).toEqual([1, 1, 1]);
    expect(await sizes(20, { size: 8, lanes: 2, total: undefined })).toEqual([8, 8, 4]);
  });

  it('come whatever total was announced', async () => {
    expect((await sizes(20, { size: 8, lanes: 2, total: 2 })).reduce((sum, size) => sum + size)).toBe(20);
  });
});

describe('inOrder', () => {
  const windows = (count: number, onRead = (_: number) => {}) =>
    windowsOf(
      (function* () {
        for (let i = 0; i < count; i++) {
          onRead(i);
          yield i;
        }
      })(),
      { size: 2, lanes: 1, total: undefined },
    );

  it('gives outputs in order, whichever is ready first', async () => {
    const run = async (window: readonly number[]) => {
      await soon(window[0]! % 4 === 0 ? 4 : 1);
      return window;
    };
    expect(await collected(inOrder(windows(9), { ahead: 3, run }))).toEqual([...Array(9).keys()]);
  });

  it('reads no further ahead than it was told, however slow the reader', async () => {
    let read = 0;
    let taken = 0;
    const source = windows(200, () => read++);
    for await (const _ of inOrder(source, { ahead: 3, run: async (window) => window })) {
      taken++;
      if (taken % 50 === 0) await soon(3);
      expect(read - taken).toBeLessThanOrEqual(2 * 4);
    }
    expect(taken).toBe(200);
  });

  it('rejects with the reason of an abort at once, and stops what runs', async () => {
    const controller = new AbortController();
    const stopped: AbortSignal[] = [];
    const run = (_: readonly number[], stop: AbortSignal) => {
      stopped.push(stop);
      return new Promise<readonly number[]>((_, reject) => stop.addEventListener('abort', () => reject(stop.reason)));
    };
    const outputs = collected(inOrder(windows(9), { ahead: 2, signal: controller.signal, run }));
    setTimeout(() => controller.abort('enough'), 1);
    await expect(outputs).rejects.toBe('enough');
    expect(stopped.map(({ aborted, reason }) => [aborted, reason])).toEqual([
      [true, 'enough'],
      [true, 'enough'],
    ]);
  });

  it('rejects with the reason of an abort while its source gives nothing', async () => {
    const controller = new AbortController();
    const never = async function* () {
      await new Promise(() => {});
      yield [1];
    };
    const outputs = collected(inOrder(never(), { ahead: 2, signal: controller.signal, run: async (window) => window }));
    setTimeout(() => controller.abort('enough'), 1);
    await expect(outputs).rejects.toBe('enough');
  });

  it('stops the rest when one fails, or the reader stops', async () => {
    const signals: AbortSignal[] = [];
    const run = async (window: readonly number[], stop: AbortSignal) => {
      signals.push(stop);
      await soon();
      if (window[0] === 4) throw new Error('broken');
      return window;
    };
    await expect(collected(inOrder(windows(100), { ahead: 2, run }))).rejects.toThrow('broken');
    expect(signals.length).toBeLessThanOrEqual(4);
    for await (const output of inOrder(windows(4), { ahead: 2, run })) if (output === 1) break;
    await soon(3);
    expect(signals.every(({ aborted }) => aborted)).toBe(true);
    expect(signals.length).toBeLessThanOrEqual(6);
  });
});

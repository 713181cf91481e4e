import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { scoreInOrder } from './score-in-order.ts';

const soon = () => new Promise((resolve) => setImmediate(resolve));

describe('scoreInOrder', () => {
  it('starts items in order, no more at a time than there are lanes', async () => {
    const started: number[] = [];
    let running = 0;
    const scores = await scoreInOrder([0, 1, 2, 3, 4, 5, 6], {
      lanes: 3,
      async score(item) {
        started.push(item);
        expect(++running).toBeLessThanOrEqual(3);
        await soon();
        running--;
        return item * 10;
      },
    });
    expect(started).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(scores).toEqual([0, 10, 20, 30, 40, 50, 60]);
  });

  it('asks for nothing after the first item that gets no score', async () => {
    const started: number[] = [];
    const scores = await scoreInOrder([0, 1, 2, 3, 4], {
      lanes: 1,
      async score(item) {
        started.push(item);
        return item === 2 ? undefined : item;
      },
    });
    expect(started).toEqual([0, 1, 2]);
    expect(scores).toEqual([0, 1]);
  });

  it('does not wait for what runs at the deadline, and returns what lies before it', async () => {
    const started: number[] = [];
    const scores = await scoreInOrder([0, 1, 2, 3, 4], {
      lanes: 2,
      deadline: Date.now() + 100,
      async score(item) {
        started.push(item);
        return item === 2 ? new Promise<number>(() => {}) : item;
      },
    });
    expect(started).toEqual([0, 1, 2, 3, 4]);
    expect(scores).toEqual([0, 1]);
  });

  it('sets no timer into the past for a deadline that has passed, and warns of nothing', async () => {
    const warnings: Error[] = [];
    const warned = (warning: Error) => void warnings.push(warning);
    const setTimer = vi.spyOn(globalThis, 'setTimeout');
    process.on('warning', warned);
    onTestFinished(() => {
      setTimer.mockRestore();
      process.off('warning', warned);
    });
    const scores = await scoreInOrder([0, 1], { lanes: 1, deadline: Date.now() - 1000, score: async () => undefined });
    await soon();
    expect([scores, setTimer.mock.calls.map(([, wait]) => wait), warnings]).toEqual([[], [0], []]);
  });

  it('waits for all where the deadline is far away', async () => {
    const score = (item: number) => soon().then(() => item);
    expect(await scoreInOrder([0, 1], { lanes: 2, deadline: Date.now() + 1e12, score })).toEqual([0, 1]);
  });

  it('stops at a failure and throws it', async () => {
    const started: number[] = [];
    const work = scoreInOrder([0, 1, 2, 3, 4, 5, 6, 7], {
      lanes: 2,
      async score(item) {
        started.push(item);
        await soon();
        if (item === 1) throw new Error('no score for 1');
        return item;
      },
    });
    await expect(work).rejects.toThrow('no score for 1');
    await soon();
    await soon();
    expect(started.length).toBeLessThan(5);
  });
});

import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type ScoreInOrderOptions, scoreInOrder } from './score-in-order.ts';

type Options = Partial<ScoreInOrderOptions<number, number>> & Pick<ScoreInOrderOptions<number, number>, 'score'>;
/** Scores numbers, each of which is its own key. */
const scoredBy = (items: readonly number[], options: Options) =>
  scoreInOrder(items, { lanes: 1, keyOf: String, known: () => undefined, ...options });
const scoresOf = async (items: readonly number[], options: Options) => (await scoredBy(items, options)).scores;

const soon = () => new Promise((resolve) => setImmediate(resolve));

describe('scoreInOrder', () => {
  it('starts items in order, no more at a time than there are lanes', async () => {
    const started: number[] = [];
    let running = 0;
    const scores = await scoresOf([0, 1, 2, 3, 4, 5, 6], {
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
    const scores = await scoresOf([0, 1, 2, 3, 4], {
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
    const scores = await scoresOf([0, 1, 2, 3, 4], {
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
    const scores = await scoresOf([0, 1], { lanes: 1, deadline: Date.now() - 1000, score: async () => undefined });
    await soon();
    expect([scores, setTimer.mock.calls.map(([, wait]) => wait), warnings]).toEqual([[], [0], []]);
  });

  it('waits for all where the deadline is far away', async () => {
    const score = (item: number) => soon().then(() => item);
    expect(await scoresOf([0, 1], { lanes: 2, deadline: Date.now() + 1e12, score })).toEqual([0, 1]);
  });

  it('works on each key once, and waits for it nowhere', async () => {
    const started: number[] = [];
    const items = [7, 7, 7, 8, 7, 9, 8];
    const scored = await scoredBy(items, {
      lanes: 2,
      async score(item) {
        started.push(item);
        await soon();
        return item * 10;
      },
    });
    expect(started).toEqual([7, 8, 9]);
    expect(scored).toEqual({ scores: items.map((item) => item * 10), lookups: 3, hits: 0, repeats: 4 });
  });

  it('asks for no score that is known', async () => {
    const started: number[] = [];
    const scored = await scoredBy([1, 2, 3, 2], {
      known: (key) => (key === '2' ? 20 : undefined),
      async score(item) {
        started.push(item);
        return item * 10;
      },
    });
    expect(started).toEqual([1, 3]);
    expect(scored).toEqual({ scores: [10, 20, 30, 20], lookups: 3, hits: 1, repeats: 1 });
  });

  it('lets others have the thread while it looks up what is known', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const busy = (item: number): string => {
      const end = performance.now() + 1;
      while (performance.now() < end);
      return String(item);
    };
    await scoredBy([...Array(60).keys()], { keyOf: busy, known: () => 1, score: async () => 2 });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(1);
  });

  it('spends no more than the budget, in whatever order the work ends', async () => {
    for (const slow of [0, 1, 2, 3]) {
      const options = {
        lanes: 3,
        budget: 10,
        costOf: (score: number) => score,
        async score(item: number) {
          if (item === slow) await soon();
          return 3;
        },
      };
      expect(await scoresOf([0, 1, 2, 3, 4, 5, 6, 7], options)).toEqual([3, 3, 3]);
    }
  });

  it('starts little beyond the budget, and counts what is known or there twice', async () => {
    const started: number[] = [];
    const options = {
      lanes: 2,
      budget: 5,
      costOf: () => 1,
      known: (key: string) => (key === '1' ? 1 : undefined),
      async score(item: number) {
        started.push(item);
        await soon();
        return item;
      },
    };
    expect(await scoresOf([1, 1, 2, 3, 2, 4, 5, 6, 7, 8, 9], options)).toEqual([1, 1, 2, 3, 2]);
    expect(started.length).toBeLessThan(7);
  });

  it('stops at a failure and throws it', async () => {
    const started: number[] = [];
    const work = scoresOf([0, 1, 2, 3, 4, 5, 6, 7], {
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

import { setTimeout as sleep } from 'node:timers/promises';
import type { Query, Retriever, SearchOptions } from '@tsr/core';
import { describe, expect, it } from 'vitest';
import { runOf, searchMany } from './search-many.ts';

const queries = new Map(Array.from({ length: 12 }, (_, index) => [`q${index}`, `text ${index}`]));

/** Answers each query with its own text, the first slowest, and writes down how many ran at a time. */
function echo(log: { running: number; most: number; topK: Set<unknown> }): Retriever {
  return {
    name: 'echo',
    async search(query: Query, { topK }: SearchOptions = {}) {
      log.topK.add(topK);
      log.most = Math.max(log.most, ++log.running);
      await sleep(query === 'text 0' ? 20 : 1);
      log.running--;
      return [{ document: { id: String(query), content: '' }, score: 1 }];
    },
  };
}

describe('searchMany', () => {
  it('gives every ranking by id, in the order of the queries, a few at a time', async () => {
    const log = { running: 0, most: 0, topK: new Set() };
    const run = runOf(await searchMany(echo(log), queries, { topK: 7, concurrency: 3 }));
    expect([...run]).toEqual([...queries].map(([id, text]) => [id, [text]]));
    expect(log).toMatchObject({ most: 3, topK: new Set([7]) });
  });

  it('rejects with the first failure and aborts the rest', async () => {
    let calls = 0;
    let stopped: AbortSignal | undefined;
    const failing: Retriever = {
      name: 'failing',
      async search(query, { signal } = {}) {
        calls++;
        stopped = signal;
        if (query === 'text 3') throw new Error('broken');
        await sleep(5);
        return [];
      },
    };
    await expect(searchMany(failing, queries, { concurrency: 4 })).rejects.toThrow('broken');
    expect(stopped?.aborted).toBe(true);
    await sleep(20);
    expect(calls).toBe(4);
  });

  it('rejects with the reason of the signal, before and during a search that never answers', async () => {
    const deaf: Retriever = { name: 'deaf', search: () => new Promise(() => {}) };
    const reason = new Error('enough');
    await expect(searchMany(deaf, queries, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const searching = searchMany(deaf, queries, { signal: controller.signal });
    controller.abort(reason);
    await expect(searching).rejects.toBe(reason);
  });

  it('refuses a topK or concurrency that is no positive integer', async () => {
    const deaf: Retriever = { name: 'deaf', search: () => new Promise(() => {}) };
    await expect(searchMany(deaf, queries, { topK: 0 })).rejects.toThrow(RangeError);
    await expect(searchMany(deaf, queries, { concurrency: 1.5 })).rejects.toThrow(RangeError);
  });

  it('resolves to nothing for no queries', async () => {
    const deaf: Retriever = { name: 'deaf', search: () => new Promise(() => {}) };
    expect((await searchMany(deaf, new Map())).size).toBe(0);
  });
});

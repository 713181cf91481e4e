import { describe, expect, test } from 'vitest';
import type { CheckedSearchOptions } from './arguments.ts';
import type { StageEvent } from './contracts.ts';
import { defineRetriever } from './define-retriever.ts';
import { createTrace } from './trace.ts';

const document = { id: 'a', content: 'token' };

describe('defineRetriever', () => {
  test('hands the search a checked query and complete options', async () => {
    const calls: [unknown, CheckedSearchOptions][] = [];
    const retriever = defineRetriever({
      name: 'one',
      fusionWeight: 0.3,
      search(query, options) {
        calls.push([query, options]);
        return [{ document, score: 1 }];
      },
    });
    expect(retriever).toMatchObject({ name: 'one', fusionWeight: 0.3 });
    await expect(retriever.search('token')).resolves.toEqual([{ document, score: 1 }]);
    expect(calls).toEqual([
      [{ text: 'token' }, { topK: 10, filter: undefined, matches: undefined, signal: undefined, trace: undefined }],
    ]);
  });

  test('has no fusion weight unless it asks for one', () => {
    expect('fusionWeight' in defineRetriever({ name: 'one', search: () => [] })).toBe(false);
  });

  test('answers a blank query itself, and notes it', async () => {
    const events: StageEvent[] = [];
    const trace = createTrace({ component: 'root', record: (event) => events.push(event) });
    const retriever = defineRetriever({ name: 'one', search: () => Promise.reject(new Error('was asked')) });
    await expect(retriever.search('  ', { trace })).resolves.toEqual([]);
    trace.record({ stage: 'search', component: 'root', startedAt: 1, durationMs: 1 });
    expect(events[0]?.notes).toEqual({ emptyQuery: 'blank' });
  });

  test('refuses wrong arguments before it asks, as a rejection and never as a throw', async () => {
    const retriever = defineRetriever({ name: 'one', search: () => Promise.reject(new Error('was asked')) });
    await expect(retriever.search(undefined as never)).rejects.toThrow('one: query is undefined');
    await expect(retriever.search('a', { topK: 0 })).rejects.toThrow('one: topK is 0; pass a positive integer');
    await expect(retriever.search('a', { filter: [] as never })).rejects.toThrow('filter is []');
  });

  test('turns a throw of the search into a rejection', async () => {
    const search = () => {
      throw new Error('broken');
    };
    await expect(defineRetriever({ name: 'one', search }).search('a')).rejects.toThrow('broken');
  });

  test('rejects at once on abort, though the search never ends', async () => {
    const controller = new AbortController();
    const retriever = defineRetriever({ name: 'one', search: () => new Promise(() => {}) });
    const found = retriever.search('a', { signal: controller.signal });
    controller.abort('enough');
    await expect(found).rejects.toBe('enough');
  });
});

import { describe, expect, test } from 'vitest';
import type { Reranker, Retriever } from './contracts.ts';
import { alphabet, raw, scoring } from './two-stage.fixture.ts';
import { createTwoStageRetriever, type TwoStageRetriever } from './two-stage.ts';

const reason = { why: 'the user left' };

const calls: Record<string, (retriever: TwoStageRetriever, signal: AbortSignal) => Promise<unknown>> = {
  retrieve: (retriever, signal) => retriever.retrieve('q', { signal }),
  search: (retriever, signal) => retriever.search('q', { signal }),
  explain: (retriever, signal) => retriever.explain('q', { signal }),
};

describe.each(Object.entries(calls))('%s rejects with signal.reason and never falls open', (_, call) => {
  test('where the signal aborted before', async () => {
    const firstStage: Retriever = { name: 'spy', search: () => Promise.reject(new Error('was asked')) };
    await expect(call(createTwoStageRetriever({ firstStage }), AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  test('when it aborts while the first stage works, though that never ends', async () => {
    const controller = new AbortController();
    const firstStage: Retriever = { name: 'slow', search: () => new Promise(() => {}) };
    const outcome = call(createTwoStageRetriever({ firstStage, secondStage: scoring({}) }), controller.signal);
    setTimeout(() => controller.abort(reason), 2);
    await expect(outcome).rejects.toBe(reason);
  });

  test.each<[string, number | undefined, 'fall-open' | 'throw']>([
    ['without a limit', undefined, 'fall-open'],
    ['under a limit', 60_000, 'fall-open'],
    ['under a limit, failures thrown', 60_000, 'throw'],
  ])('when it aborts while the second stage works, %s', async (__, timeoutMs, onSecondStageFailure) => {
    const controller = new AbortController();
    const secondStage = raw(() => {
      setTimeout(() => controller.abort(reason), 2);
      return new Promise(() => {});
    });
    const retriever = createTwoStageRetriever({
      firstStage: alphabet(3),
      secondStage,
      timeoutMs,
      onSecondStageFailure,
    });
    await expect(call(retriever, controller.signal)).rejects.toBe(reason);
  });

  test.each<[string, (abort: () => void) => Reranker]>([
    [
      'fails with an error of its own',
      (abort) =>
        raw(async () => {
          abort();
          throw new Error('AbortError of a library');
        }),
    ],
    [
      'answers all the same',
      (abort) =>
        raw(async (candidates) => {
          abort();
          return candidates;
        }),
    ],
  ])('when it aborts and the second stage %s', async (__, secondStageOf) => {
    const controller = new AbortController();
    const secondStage = secondStageOf(() => controller.abort(reason));
    const retriever = createTwoStageRetriever({ firstStage: alphabet(3), secondStage });
    await expect(call(retriever, controller.signal)).rejects.toBe(reason);
  });
});

import { describe, expect, test } from 'vitest';
import type { Retriever, StageEvent } from './contracts.ts';
import { createTrace } from './trace.ts';
import { alphabet, ids, lettered, raw, scoring } from './two-stage.fixture.ts';
import { createTwoStageRetriever } from './two-stage.ts';

const unasked = raw(() => Promise.reject(new Error('was asked')));
const anything: Retriever = {
  name: 'anything',
  search: async () => lettered(2).map((document) => ({ document, score: 1 })),
};

describe('a second stage that could not change the answer', () => {
  test.each<[string, Retriever, string, string]>([
    ['one candidate', alphabet(1), 'q', 'one-candidate'],
    ['no candidates', alphabet(0), 'q', 'no-candidates'],
    ['a blank query', anything, ' ', 'blank-query'],
  ])('is not asked about %s, and the outcome and the trace say so', async (_, firstStage, query, skip) => {
    const retriever = createTwoStageRetriever({ firstStage, secondStage: unasked, onSecondStageFailure: 'throw' });
    const { secondStageSkipped, degraded, warnings, timings, trace } = await retriever.explain(query);
    expect(secondStageSkipped).toBe(skip);
    expect([degraded, warnings, 'secondStageMs' in timings]).toEqual([undefined, [], false]);
    expect(trace.map(({ stage }) => stage)).toEqual(['retrieve', 'search']);
    expect(trace.at(-1)?.notes).toMatchObject({ secondStageSkipped: skip });
  });

  test('is noted in the span of a caller of search', async () => {
    const events: StageEvent[] = [];
    const trace = createTrace({ component: 'root', record: (event) => events.push(event) });
    await createTwoStageRetriever({ firstStage: alphabet(1), secondStage: unasked }).search('q', { trace });
    trace.record({ stage: 'retrieve', component: 'two-stage', startedAt: 1, durationMs: 1 });
    expect(events.at(-1)?.notes).toMatchObject({ secondStageSkipped: 'one-candidate' });
  });
});

test('one candidate is scored where there is a minScore, of the retriever or of the call', async () => {
  const retriever = createTwoStageRetriever({ firstStage: alphabet(1), secondStage: scoring({ a: 2 }) });
  const { results, secondStageSkipped } = await retriever.retrieve('q', { minScore: 1 });
  expect(results[0]?.secondStageScore).toBe(2);
  expect(secondStageSkipped).toBeUndefined();
  expect(ids((await retriever.retrieve('q', { minScore: 3 })).results)).toBe('');
});

test.each([
  ['there is none', undefined, true],
  ['the call leaves it out', unasked, false],
])('nothing is said of skipping where %s', async (_, reranker, secondStage) => {
  const retriever = createTwoStageRetriever({ firstStage: alphabet(1), secondStage: reranker });
  const outcome = await retriever.retrieve('q', { secondStage });
  expect('secondStageSkipped' in outcome).toBe(false);
});

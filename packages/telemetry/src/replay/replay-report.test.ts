import { expect, it } from 'vitest';
import { createSampleRetriever } from '../sample-stages.fixture.ts';
import { formatReplay } from './format-replay.ts';
import { replayTrace } from './replay.ts';
import { createReplayTally } from './replay-report.ts';

async function sampleTally() {
  const { trace } = await createSampleRetriever().explain('q');
  const tally = createReplayTally({ topK: 2 });
  tally.add(await replayTrace(trace, { topK: 2 }), { relevant: new Set(['d']) });
  tally.add(await replayTrace(trace, { topK: 2, secondStage: false }), { relevant: new Set(['a', 'b', 'c']) });
  tally.add(await replayTrace(trace, { topK: 2, firstStageK: 3 }));
  tally.add(await replayTrace([], { topK: 2 }));
  return tally;
}

it('adds up what would have changed, what is not known, and what that does to relevant results', async () => {
  const { provenance, ...report } = (await sampleTally()).report();
  expect(report).toEqual({
    ...{ topK: 2, queries: 4, replayed: 3, sameOrder: 1, sameResults: 1 },
    refused: [{ reason: 'incomplete', queries: 1, message: 'the trace has no search event' }],
    ...{ entered: 3, left: 3, kept: (1 + 0 + 0.5) / 3 },
    relevant: { queries: 2, before: 2, after: 3, better: 1, worse: 0 },
  });
  expect(provenance).toMatchObject({ queries: 3, results: 6, relevant: { queries: 2, relevant: 4 } });
  expect(createReplayTally().report()).toMatchObject({ queries: 0, kept: null, relevant: null });
});

it('is told in a few lines, and where the results would have come from', async () => {
  const text = formatReplay((await sampleTally()).report());
  expect(text.split('\n').slice(0, 8)).toEqual([
    'Replayed 3 of 4 queries from what was logged, without index or model',
    '  not 1 query (incomplete): the trace has no search event',
    '',
    'The top 2 would have been the same for 1 (in any order: 1)',
    '  3 results new, 3 gone; 50.0% of the results stay',
    '  relevant in the top 2: 2 before, 3 after (2 judged queries: 1 better, 0 worse)',
    '',
    'Where the final top 2 came from: 3 queries, 6 results of 11 candidates',
  ]);
  expect(text).not.toContain('p50 ms');
  const none = createReplayTally();
  none.add(await replayTrace([]));
  expect(formatReplay(none.report()).split('\n')).toHaveLength(2);
});

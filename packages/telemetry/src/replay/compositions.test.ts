import {
  createCascade,
  createInterpolation,
  createTwoStageRetriever,
  finalItems,
  type Retriever,
  scoped,
  type TwoStageRetriever,
} from '@tsr/core';
import { createHybridRetriever } from '@tsr/fusion';
import { describe, expect, it } from 'vitest';
import type { LedgerEntry } from '../ledger/ledger.ts';
import { ledgerOf } from '../ledger/ledger.ts';
import { observationOf } from '../provenance/observation.ts';
import { createProvenance } from '../provenance/provenance.ts';
import { createFixedReranker, createFixedRetriever } from '../sample-stages.fixture.ts';
import { createMemorySink } from '../sinks/memory-sink.ts';
import { withTelemetry } from '../traces/with-telemetry.ts';
import { replayTrace } from './replay.ts';

const ids = Array.from({ length: 30 }, (_, i) => `d${i}`);
const scores = (step: number, from = 0, to = 30) =>
  Object.fromEntries(ids.slice(from, to).map((id, i) => [id, ((i + 1) * step) % 31]));

const bm25 = createFixedRetriever('bm25', scores(7, 0, 20));
const dense = createFixedRetriever('dense', scores(11, 10, 30));
const sparse = createFixedRetriever('sparse', scores(5, 5, 25));
const hybrid = createHybridRetriever({ retrievers: { bm25, dense } });
const judge = createFixedReranker(scores(13), 'judge');
const cheap = createFixedReranker(scores(3), 'cheap');
const slow = createFixedReranker(scores(17, 0, 9), 'slow');
const two = (firstStage: Retriever, secondStage = judge) =>
  createTwoStageRetriever({ firstStage, secondStage, firstStageK: 15, finalK: 6 });

const compositions: Readonly<Record<string, TwoStageRetriever>> = {
  'a nested hybrid': two(createHybridRetriever({ retrievers: { both: hybrid, sparse } })),
  'a hybrid with a leg of its name': two(createHybridRetriever({ retrievers: { hybrid: bm25, dense } })),
  'a two-stage retriever as the first stage': two(two(hybrid, cheap)),
  'a two-stage retriever as a leg': two(createHybridRetriever({ retrievers: { inner: two(bm25, cheap), dense } })),
  'a scoped hybrid': two(scoped(hybrid, {})),
  'a cascade inside an interpolation': two(
    hybrid,
    createInterpolation({ reranker: createCascade([{ reranker: cheap }, { reranker: judge, keep: 5 }]), weight: 0.6 }),
  ),
  'an interpolation inside a cascade': two(
    hybrid,
    createCascade([{ reranker: cheap }, { reranker: createInterpolation({ reranker: judge, weight: 0.6 }), keep: 5 }]),
  ),
  'a reranker that leaves most unscored': two(hybrid, slow),
};

function checkSums({ value, parts = [], from }: LedgerEntry): void {
  for (const part of [...parts, ...(from ? [from] : [])]) checkSums(part);
  if (parts.length > 0) expect(parts.reduce((sum, part) => sum + part.value, 0)).toBeCloseTo(value, 9);
}

describe.each(Object.entries(compositions))('%s', (_, retriever) => {
  it.each([{}, { offset: 2, finalK: 3 }, { minScore: 4 }, { secondStage: false }, { firstStageK: 1, finalK: 1 }])(
    'with %j is counted, replayed and unfolded',
    async (options) => {
      const outcome = await retriever.explain('q', options);
      const observation = observationOf(outcome.trace);
      const places = observation.candidates.flatMap(({ id, finalRank }) =>
        finalRank ? [[finalRank, id] as const] : [],
      );
      expect(places.sort(([a], [b]) => a - b)).toEqual(outcome.results.map(({ rank, id }) => [rank, id]));
      const provenance = createProvenance({ topK: 20 });
      provenance.add(observation);
      const { results, candidates, byRank, byLeg } = provenance.report();
      expect(results).toBe(outcome.results.length);
      for (const ranges of [byRank, ...byLeg.flatMap((leg) => [leg.byRank, leg.byScore])]) {
        expect(ranges.reduce((sum, range) => sum + range.candidates, 0)).toBe(candidates);
      }
      const replay = await replayTrace(outcome.trace, { topK: 20 });
      if (!replay.replayed) throw new Error(`${replay.reason}: ${replay.message}`);
      const { offset = 0 } = options as { offset?: number };
      const logged = finalItems(outcome).map(({ id, score }) => [id, score]);
      const again = replay.before.slice(offset, offset + logged.length).map(({ id, score }) => [id, score]);
      expect(again).toEqual(logged);
      for (const result of outcome.results) {
        for (const stage of (await ledgerOf('q', result)).stages) checkSums(stage);
      }
    },
  );

  it('is one trace where it is searched as a bare retriever', async () => {
    const sink = createMemorySink();
    const ranking = await withTelemetry(retriever, sink).search('q', { topK: 4 });
    const { candidates } = observationOf(sink.events);
    expect(candidates.filter(({ finalRank }) => finalRank).length).toBe(ranking.length);
  });
});

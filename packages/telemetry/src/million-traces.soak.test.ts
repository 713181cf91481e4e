import type { StageEvent, StageItem } from '@tsr/core';
import { expect, it } from 'vitest';
import { createJsonLinesSink, createProvenance, observationOf, readTraces } from './index.ts';

const TRACES = 1_000_000;
const CANDIDATES = 40;
const TOP_K = 10;

const first: readonly StageItem[] = Array.from({ length: CANDIDATES }, (_, at) => ({
  ...{ id: `document-${at}`, score: CANDIDATES - at, rank: at + 1 },
}));

/** The order of the second stage for this query: another for each of a thousand. */
function reranked(query: number): readonly StageItem[] {
  const scores = first.map((item, at) => ({ ...item, score: ((at + 1) * (query % 1000) * 7919) % 104_729 }));
  scores.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  return scores.map((item, at) => ({ ...item, rank: at + 1 }));
}

function eventsOf(query: number): readonly StageEvent[] {
  const shared = { startedAt: query, traceId: `query-${query}` };
  const output = reranked(query);
  return [
    {
      ...shared,
      stage: 'retrieve',
      component: 'bm25',
      durationMs: 1 + (query % 9),
      spanId: '2',
      parentId: '1',
      output: first,
    },
    {
      ...{ ...shared, stage: 'rerank', component: 'judge', durationMs: 20 + (query % 90), spanId: '3', parentId: '1' },
      ...{ input: first, output, notes: { scope: 'pair' } },
    },
    { ...shared, stage: 'search', component: 'two-stage', durationMs: 25, spanId: '1', output: output.slice(0, TOP_K) },
  ];
}

/** The stream, and what of it a plain count says, kept beside. */
async function* generated(expected: { fromBeyond: number }): AsyncGenerator<string> {
  const lines: string[] = [];
  const sink = createJsonLinesSink({ write: (line) => lines.push(line) });
  for (let query = 0; query < TRACES; query++) {
    const events = eventsOf(query);
    for (const event of events) sink.record(event);
    const ranks = events[2]!.output!.map(({ id }) => Number(id.slice(9)) + 1);
    expected.fromBeyond += ranks.filter((rank) => rank > TOP_K).length;
    yield `${lines.splice(0).join('\n')}\n`;
  }
}

it('reports a million traces in flat memory', async () => {
  const expected = { fromBeyond: 0 };
  const provenance = createProvenance({ topK: TOP_K });
  const reading = readTraces(generated(expected));
  const megabytes: number[] = [];
  let traces = 0;
  for await (const { events } of reading) {
    provenance.add(observationOf(events));
    if (++traces % (TRACES / 20) === 0) megabytes.push(Math.round(process.memoryUsage.rss() / 2 ** 20));
  }
  const { queries, moves, depth, byRank } = provenance.report();
  console.log(`resident memory, MB, each ${TRACES / 20} traces: ${megabytes.join(' ')}`);
  expect(reading.problems()).toEqual([]);
  expect(queries).toBe(TRACES);
  expect(moves.entered).toBe(expected.fromBeyond);
  expect(byRank[0]?.results).toBe(TRACES * TOP_K - expected.fromBeyond);
  expect(depth.smallestN?.for100).toBe(CANDIDATES);
  expect(Math.max(...megabytes.slice(4)) - Math.min(...megabytes.slice(4))).toBeLessThan(60);
});

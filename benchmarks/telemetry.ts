// What a trace costs a query: the same two-stage search (two legs of 100, fused, 100 reranked; stages that answer at once)
// without sinks, with each sink, and beside them JSON.stringify of the same events; in turns, in one process.
// Usage: npm run telemetry -- [queries a round, default 300] [rounds, default 15]
import { createTwoStageRetriever, defineReranker, defineRetriever, type StageEvent } from '@tsr/core';
import { createHybridRetriever } from '@tsr/fusion';
import {
  createJsonLinesSink,
  createLineSink,
  createMemorySink,
  createProvenance,
  observationOf,
  withTelemetry,
} from '@tsr/telemetry';
import { positive } from './bm25/arguments.ts';
import { figure, markdownTable } from './markdown.ts';
import { medianOf, milliseconds } from './measure.ts';
import { keepResult, machineLine, machineNow } from './record.ts';

const [queries, rounds] = ['300', '15'].map((usual, at) =>
  positive(['queries', 'rounds'][at] as string, process.argv[2 + at] ?? usual),
) as [number, number];
const machine = machineNow();
const DEPTH = 100;

const documents = Array.from({ length: 2 * DEPTH }, (_, at) => ({
  id: `guides/page-${at}.md#section-${at}`,
  content: '',
}));
const leg = (name: string, step: number) => {
  const found = Array.from({ length: DEPTH }, (_, at) => ({
    document: documents[(at * step) % documents.length]!,
    score: 17.123456 - at / 7.3,
  }));
  return defineRetriever({ name, search: (_, { topK }) => found.slice(0, topK) });
};
const firstStage = createHybridRetriever({ retrievers: { bm25: leg('bm25', 1), dense: leg('dense', 3) } });
const secondStage = defineReranker({
  name: 'judge',
  scope: 'pair',
  rerank: (_, candidates) => candidates.map((_, index) => ({ index, score: Math.sin(index * 3.7) * 9 })),
});
const retriever = createTwoStageRetriever({ firstStage, secondStage });
const events: readonly StageEvent[] = (await retriever.explain('query')).trace;

let written = 0;
const count = (line: string): void => {
  written += line.length;
};
const memory = createMemorySink();
const provenance = createProvenance();
const searching = (observed: typeof retriever) => async (): Promise<void> => {
  for (let query = 0; query < queries; query++) await observed.retrieve('query');
  memory.clear();
};
const contenders: Readonly<Record<string, () => unknown>> = {
  'the search without sinks': searching(withTelemetry(retriever)),
  'with a JSON Lines sink': searching(withTelemetry(retriever, createJsonLinesSink({ write: count }))),
  'with a line sink': searching(withTelemetry(retriever, createLineSink({ write: count }))),
  'with a memory sink': searching(withTelemetry(retriever, memory)),
  'JSON.stringify of the same events': () => {
    for (let query = 0; query < queries; query++) for (const event of events) count(JSON.stringify(event));
  },
  'a query into the provenance report': () => {
    for (let query = 0; query < queries; query++) provenance.add(observationOf(events));
  },
};

const times = new Map(Object.keys(contenders).map((name) => [name, [] as number[]]));
for (let round = 0; round <= rounds; round++) {
  for (const [name, work] of Object.entries(contenders)) {
    const perQuery = (await milliseconds(work)) / queries;
    if (round > 0) times.get(name)!.push(perQuery);
  }
}

const bare = medianOf(times.get('the search without sinks')!);
const rows = [...times].map(([name, values]) => {
  const perQuery = medianOf(values);
  const added = name.startsWith('with') ? perQuery - bare : undefined;
  return { name, perQueryMs: perQuery, addedMs: added };
});
const bytes = events.reduce((sum, event) => sum + JSON.stringify(event).length, 0);
console.log(
  `${machineLine(machine)}\n${queries} queries a round, ${rounds} rounds, medians; ${bytes} bytes of JSON a query\n`,
);
console.log(
  markdownTable(
    ['what', 'ms a query', 'added by the sink'],
    rows.map(({ name, perQueryMs, addedMs }) => [
      name,
      figure(perQueryMs),
      addedMs === undefined ? '' : figure(addedMs),
    ]),
  ),
);
keepResult('telemetry.json', { machine, queries, rounds, bytes, written, rows });

/**
 * Two stages under a time limit of 150 ms: BM25 on SciFact and a cross-encoder that needs seconds for all candidates.
 * Arguments: queries (1000).
 */
import { createBm25Index } from '@tsr/bm25';
import { createTwoStageRetriever } from '@tsr/core';
import { createCrossEncoder } from '@tsr/rerank-onnx';
import { figure, markdownTable } from './markdown.ts';
import { percentilesOf } from './measure.ts';
import { machineLine, machineNow } from './record.ts';
import { collectDelays } from './rerank/loop-delays.ts';
import { documentsOf, MODEL, queriesOf } from './rerank/pairs.ts';

const LIMIT_MS = 150;
const DEPTH = 100;
const count = Number(process.argv[2] ?? 1000);
const queries = queriesOf('scifact').slice(0, count);
const firstStage = await createBm25Index();
await firstStage.upsert(documentsOf('scifact'));
const secondStage = await createCrossEncoder({ model: MODEL, maxTokens: 256 });
const retriever = createTwoStageRetriever({ firstStage, secondStage, firstStageK: DEPTH, finalK: DEPTH });

console.log(`${machineLine(machineNow())}; ${queries.length} queries, limit ${LIMIT_MS} ms\n`);
const [times, scored, delays]: [number[], number[], number[]] = [[], [], []];
let incomplete = 0;
const stop = collectDelays(delays);
for (const query of queries) {
  const found = await firstStage.search(query, { topK: DEPTH });
  const start = performance.now();
  const { results } = await retriever.retrieve(query, { timeoutMs: LIMIT_MS });
  times.push(performance.now() - start);
  scored.push(results.filter(({ secondStageScore }) => secondStageScore !== undefined).length);
  const ids = new Set(results.map(({ id }) => id));
  if (results.length !== found.length || found.some(({ document }) => !ids.has(document.id))) incomplete++;
}
stop();
const row = (name: string, values: readonly number[]): readonly string[] => {
  const { p50, p95, p99, max } = percentilesOf(values);
  return [name, ...[p50, p95, p99, max].map(figure)];
};
const rows = [row('whole answer, ms', times), row('candidates scored', scored), row('delay of the loop, ms', delays)];
console.log(markdownTable(['', 'p50', 'p95', 'p99', 'max'], rows));
console.log(`\nAnswers that lack a candidate: ${incomplete}`);
await secondStage.dispose();

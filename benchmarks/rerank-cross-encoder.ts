/**
 * `@tsr/rerank-onnx` beside bare sessions and @xenova/transformers: 100 candidates of BM25 a query, int8.
 * Arguments: rounds (9).
 */
import { join } from 'node:path';
import { createCascade } from '@tsr/core';
import { createOverlapReranker } from '@tsr/core/testing';
import { createCrossEncoder } from '@tsr/rerank-onnx';
import { machineLine, machineNow } from './record.ts';
import { type Contender, contest, contestTable } from './rerank/contest.ts';
import { MODEL, rerankTasks, shared } from './rerank/pairs.ts';
import { openBareSessions, openPaddedSession, openTransformers } from './rerank/peers.ts';
import { pairTokenizer, type TokenPair } from './rerank/token-pairs.ts';

const rounds = Number(process.argv[2] ?? 9);
const file = join(MODEL, 'onnx/model_quantized.onnx');
const [bare, padded] = [await openBareSessions(file), await openPaddedSession(file)];
const average = (pairs: readonly (readonly TokenPair[])[]): number =>
  pairs.flat().reduce((sum, { inputIds }) => sum + inputIds.length, 0) / pairs.length;

/** All ways to score 100 candidates of a collection, and the tokens of an average query. */
async function setUp(collection: string, maxTokens: number) {
  const tasks = await rerankTasks(collection, rounds + 1, 100);
  const tokenize = pairTokenizer(MODEL, maxTokens);
  const pairs = new Map(tasks.map((task) => [task, tokenize(task)]));
  const encoder = await createCrossEncoder({ model: MODEL, maxTokens, passages: 'first', scoreCache: false });
  const transformers = await openTransformers(shared('models'), 'tsr/untrained-cross-encoder-l6', maxTokens);
  const cascade = createCascade([
    { reranker: createOverlapReranker(), keep: 100 },
    { reranker: encoder, keep: 20 },
  ]);
  const contenders: Contender[] = [
    { name: '**@tsr/rerank-onnx, two workers**', rerank: (task) => encoder.rerank(task.query, task.candidates) },
    { name: 'two bare sessions, one thread each, token ids given', rerank: (task) => bare(pairs.get(task)!) },
    { name: 'one session, two threads, one by one', rerank: (task) => padded(1)(tokenize(task)) },
    { name: 'one session, two threads, one padded batch', rerank: (task) => padded(100)(tokenize(task)) },
    { name: '@xenova/transformers, one padded batch', rerank: transformers },
    {
      name: 'cascade, words on 100, cross-encoder on 20',
      rerank: (task) => cascade.rerank(task.query, task.candidates),
    },
  ];
  return { tasks, contenders, tokens: average([...pairs.values()]), dispose: encoder.dispose };
}

console.log(`${machineLine(machineNow())}; median of ${rounds} queries\n`);
for (const [collection, maxTokens] of [
  ['trec-dl', 512],
  ['scifact', 256],
] as const) {
  const { tasks, contenders, tokens, dispose } = await setUp(collection, maxTokens);
  const results = await contest(contenders, tasks, rounds);
  console.log(
    `100 candidates of ${collection}, ${Math.round(tokens / 100)} tokens on average, ${maxTokens} at most:\n`,
  );
  console.log(`${contestTable(results, tokens)}\n`);
  await dispose();
}
process.exit();

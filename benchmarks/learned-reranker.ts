// The learned reranker on 100 candidates of BM25: its trees alone beside a plain walk of the same JSON, and the whole call
// with passages read before, and cold: documents that it never saw.
// Usage: npm run learned-reranker -- [queries of each collection, default 100]
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createBm25Index } from '@tsr/bm25';
import type { Ranking } from '@tsr/core';
import { parseCorpusJsonl, parseQueriesJsonl } from '@tsr/eval';
import { BUNDLED_RANKER } from '../packages/rerank-learned/src/bundled-ranker.ts';
import { createFeatureExtractor } from '../packages/rerank-learned/src/feature-extractor.ts';
import { createLearnedReranker } from '../packages/rerank-learned/src/index.ts';
import { readRanker } from '../packages/rerank-learned/src/ranker/read-ranker.ts';
import { naiveScore } from '../packages/rerank-learned/src/trees/naive-walk.fixture.ts';
import type { Tree } from '../packages/rerank-learned/src/trees/tree.ts';
import { positive } from './bm25/arguments.ts';
import { figure, markdownTable } from './markdown.ts';
import { milliseconds, percentilesOf } from './measure.ts';
import { watchLoop } from './onnx/loop-delay.ts';
import { keepResult, machineLine, machineNow } from './record.ts';

const COLLECTIONS = { SciFact: 'scifact', 'TREC DL pool': 'trec-dl' };
const WARM_UP = 10;
const count = positive('queries', process.argv[2] ?? '100');
const machine = machineNow();
const ranker = readRanker(BUNDLED_RANKER);
const trees = (BUNDLED_RANKER as unknown as { readonly trees: readonly Tree[] }).trees;
const reranker = await createLearnedReranker();
const extractor = await createFeatureExtractor();
const width = extractor.featureSet.columns.length;

type Times = Record<'cold' | 'again' | 'trees' | 'naive', number[]>;

const table: string[][] = [];
for (const [name, folder] of Object.entries(COLLECTIONS)) {
  const lists = await candidatesOf(folder);
  const watch = watchLoop();
  const times: Times = { cold: [], again: [], trees: [], naive: [] };
  for (const list of [...lists.slice(0, WARM_UP), ...lists]) await measure(list, times);
  const held = watch.stop();
  for (const [work, all] of Object.entries(times)) {
    const { p50, p95 } = percentilesOf(all.slice(WARM_UP));
    table.push([`${name}: ${work}`, figure(p50), figure(p95), work === 'cold' ? figure(held) : '']);
  }
}
const lines = markdownTable(['100 candidates', 'p50 ms', 'p95 ms', 'loop held at most, ms'], table);
console.log(`${trees.length} trees over ${width} columns. ${machineLine(machine)}\n\n${lines}`);
keepResult('learned-reranker.json', { command: `npm run learned-reranker -- ${count}`, machine, table });

interface List {
  readonly query: string;
  readonly candidates: Ranking;
}

async function candidatesOf(folder: string): Promise<readonly List[]> {
  const read = (file: string): string =>
    readFileSync(fileURLToPath(new URL(`../../shared/data/${folder}/${file}`, import.meta.url)), 'utf8');
  const index = createBm25Index({ documents: parseCorpusJsonl(read('corpus.jsonl')) });
  const lists: List[] = [];
  for (const query of [...parseQueriesJsonl(read('queries.jsonl')).values()].slice(0, count)) {
    lists.push({ query, candidates: await index.search(query, { topK: 100 }) });
  }
  return lists;
}

/** The copies are documents that nobody has read yet. Other work has its turn before each call, as in a server. */
async function measure({ query, candidates }: List, times: Times): Promise<void> {
  await new Promise(setImmediate);
  const fresh = candidates.map((candidate) => ({ ...candidate, document: { ...candidate.document } }));
  times.cold.push(await milliseconds(() => reranker.rerank(query, fresh)));
  await new Promise(setImmediate);
  times.again.push(await milliseconds(() => reranker.rerank(query, fresh)));
  await new Promise(setImmediate);
  const { rows } = await extractor.extract(query, candidates);
  times.trees.push(await milliseconds(() => ranker.score(rows)));
  times.naive.push(await milliseconds(() => naiveScores(rows)));
}

function naiveScores(rows: Float32Array): readonly number[] {
  return Array.from({ length: rows.length / width }, (_, row) =>
    naiveScore(trees, rows.subarray(row * width, (row + 1) * width)),
  );
}

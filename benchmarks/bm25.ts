// BM25 beside bare wink-bm25-text-search and the naive oracle, same corpus, queries and process; tokenization in the clock.
// Usage: npm run bm25 -- [passages, default 20000]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createBm25Index } from '@tsr/bm25';
import { createAnalyzer } from '@tsr/bm25/analysis';
import { createNaiveBm25 } from '@tsr/core/testing';
import createWink from 'wink-bm25-text-search';
import { latencyOf, printTable, seconds } from './measure.ts';

const count = Number(process.argv[2] ?? 20_000);
const TOP_K = 100;
const QUERIES = 300;

const folder = mkdtempSync(join(tmpdir(), 'tsr-bench-'));
execFileSync(process.execPath, [
  fileURLToPath(new URL('gen-corpus.mjs', import.meta.url)),
  folder,
  String(count),
  '42',
  String(QUERIES),
]);
const lines = (kind: string): readonly { _id: string; text: string }[] =>
  readFileSync(join(folder, `zipf-${count}.${kind}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const documents = lines('corpus').map(({ _id, text }) => ({ id: _id, content: text }));
const queries = lines('queries').map(({ text }) => text);
rmSync(folder, { recursive: true });

const analyzer = createAnalyzer({ language: 'none' });
const words = (text: string): string[] => text.toLowerCase().split(' ');

/** What of wink-bm25-text-search is used here; it has no types of its own. */
interface BareWink {
  defineConfig(config: { fldWeights: Readonly<Record<string, number>> }): void;
  definePrepTasks(tasks: readonly ((text: string) => string[])[]): void;
  addDoc(document: Readonly<Record<string, string>>, id: string): void;
  consolidate(decimals: number): void;
  search(text: string, limit: number): unknown;
}

const wink = await seconds(() => {
  const engine = createWink() as unknown as BareWink;
  engine.defineConfig({ fldWeights: { content: 1 } });
  engine.definePrepTasks([words]);
  for (const { id, content } of documents) engine.addDoc({ content }, id);
  engine.consolidate(9);
  return engine;
});
const ours = await seconds(async () => {
  const index = createBm25Index({ documents, analyzer });
  await index.refresh();
  return index;
});
const naive = await seconds(() => createNaiveBm25({ documents, tokenize: words }));

console.log(`${count} Zipf passages, ${QUERIES} queries, top ${TOP_K}, Node ${process.version}\n`);
printTable([
  {
    name: 'bare wink',
    build: wink.seconds,
    latency: await latencyOf(queries, (query) => wink.value.search(query, TOP_K)),
  },
  {
    name: '@tsr/bm25',
    build: ours.seconds,
    latency: await latencyOf(queries, (query) => ours.value.search(query, { topK: TOP_K })),
  },
  {
    name: 'naive oracle',
    build: naive.seconds,
    latency: await latencyOf(queries.slice(0, 10), (query) => naive.value.search(query, { topK: TOP_K })),
  },
]);

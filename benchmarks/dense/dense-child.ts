// Builds one engine in a process of its own and measures its searches. Arguments: job, report's path.
import { readFileSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { milliseconds, type Percentiles, percentilesOf, seconds } from '../measure.ts';
import { BUILD, type DenseEngine, documentsOf } from './engines.ts';
import { type DenseJob, type DenseReport, RECALL, TOP_K } from './jobs.ts';

const [job, path] = [JSON.parse(process.argv[2] as string) as DenseJob, process.argv[3] as string];
const PASSES = 3;
const REHEARSED = 3_000;

function rowsOf(file: string): readonly Float32Array[] {
  const { buffer, byteOffset, length } = readFileSync(file);
  const all = new Float32Array(buffer, byteOffset, length / 4);
  const count = all.length / job.dimensions;
  return Array.from({ length: count }, (_, row) => all.subarray(row * job.dimensions, (row + 1) * job.dimensions));
}

/** Of the process, native memory included, without pages that V8 keeps for garbage to come. */
function residentBytes(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  const { rss, heapTotal, heapUsed } = process.memoryUsage();
  return rss - heapTotal + heapUsed;
}

async function recallOf(engine: DenseEngine, queries: readonly Float32Array[], truth: Uint32Array): Promise<number> {
  let found = 0;
  for (const [at, query] of queries.entries()) {
    const right = new Set(truth.subarray(at * TOP_K, (at + 1) * TOP_K));
    found += Array.from(await engine.search(query)).filter((label) => right.has(label)).length;
    await turn();
  }
  return found / queries.length / TOP_K;
}

/** The median of a query's times over the passes. */
async function timesOf(engine: DenseEngine, queries: readonly Float32Array[]): Promise<Percentiles> {
  const times = queries.map((): number[] => []);
  for (let pass = 0; pass < PASSES; pass++) {
    for (const [at, query] of queries.entries()) times[at]?.push(await milliseconds(() => engine.search(query)));
    await turn();
  }
  return percentilesOf(times.map((each) => each.sort((a, b) => a - b)[PASSES >> 1] as number));
}

/** What compiling takes, and leaves behind, is not the index's. */
async function rehearse(): Promise<void> {
  const engine = await BUILD[job.engine](vectors.slice(0, REHEARSED));
  for (const query of queries) await engine.search(query);
}

const vectors = rowsOf(job.vectors).slice(0, job.count);
const queries = rowsOf(job.queries);
const { buffer, byteOffset, length } = readFileSync(job.truth);
const truth = new Uint32Array(buffer, byteOffset, length / 4);
await rehearse();
documentsOf(job.count);
const before = residentBytes();
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
const { value: engine, seconds: buildSeconds } = await seconds(() => BUILD[job.engine](vectors));
delay.disable();
const heldBytes = residentBytes() - before;
let recall = await recallOf(engine, queries, truth);
while (recall < RECALL && engine.more()) recall = await recallOf(engine, queries, truth);
recall = await recallOf(engine, queries, truth);
const times = await timesOf(engine, queries);
const efSearch = await engine.efSearch();
const hold = { longestHold: delay.max / 1e6 - 1 };
const report: DenseReport = {
  buildSeconds,
  heldBytes,
  efSearch,
  recall,
  times,
  ...(job.engine.startsWith('ours') && hold),
};
writeFileSync(path, JSON.stringify(report));

// An index that lives: searched with filters, between upserts and after removals, beside search with nothing else going on.
// Usage: npm run bm25:serving -- [passages, default 100000] [--limit seconds, default 600]
import { readArguments } from './bm25/arguments.ts';
import type { ServingJob, ServingReport } from './bm25/jobs.ts';
import { zipfCorpus } from './bm25/zipf-corpus.ts';
import { compiled, NODE_FLAGS } from './compiled.ts';
import { figure, markdownTable } from './markdown.ts';
import type { Percentiles } from './measure.ts';
import { keepResult, machineLine, machineNow } from './record.ts';
import { runChild } from './run-child.ts';

const { count, limitSeconds } = readArguments({ count: 100_000 });
const machine = machineNow();
const job: ServingJob = { ...zipfCorpus(count), topK: 100, calls: 2000, phaseSeconds: 60 };
const args = [...NODE_FLAGS, compiled('bm25/serving-child')];
const outcome = await runChild<ServingReport>({ command: process.execPath, args, job, limitSeconds });

if ('failure' in outcome) {
  console.error(outcome.failure);
  process.exit(1);
}
const cellsOf = (times?: Percentiles): readonly string[] =>
  times ? [times.p50, times.p95, times.p99, times.max].map(figure) : ['', '', '', ''];
const columnsOf = (name: string): readonly string[] => [`${name} p50`, 'p95', 'p99', 'max'];

console.log(`${count.toLocaleString('en-US')} Zipf passages, top ${job.topK}, ms. ${machineLine(machine)}\n`);
console.log(
  markdownTable(
    ['', ...columnsOf('search'), ...columnsOf('upsert'), 'first p50', 'first max', 'longest hold', 'calls'],
    outcome.report.phases.map(({ name, search, upsert, first, longestHold, calls }) => [
      name,
      ...cellsOf(search),
      ...cellsOf(upsert),
      ...(first ? [first.p50, first.max].map(figure) : ['', '']),
      figure(longestHold),
      String(calls),
    ]),
  ),
);
keepResult(`bm25-serving-${count}.json`, {
  command: `npm run bm25:serving -- ${count}`,
  machine,
  job: shown(job),
  ...outcome.report,
});

function shown({ topK, calls, phaseSeconds }: ServingJob) {
  return { topK, calls, phaseSeconds };
}

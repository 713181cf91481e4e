// LambdaMART beside LightGBM with one thread: the same data and settings, in turns, each in a process of its own.
// Usage: npm run lambda-mart -- [rows, default 80000] [trees, default 300] [runs, default 3]
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createNdcgMeter } from '../packages/rerank-learned/src/trees/mean-ndcg.ts';
import { positive } from './bm25/arguments.ts';
import { compiled } from './compiled.ts';
import type { TrainingJob, TrainingReport } from './lambda-mart/jobs.ts';
import { randomRanking } from './lambda-mart/random-ranking.ts';
import { figure, markdownTable } from './markdown.ts';
import { medianOf } from './measure.ts';
import { keepResult, machineLine, machineNow } from './record.ts';
import { runChild } from './run-child.ts';

const LIMIT_SECONDS = 600;
const [count, rounds, runs] = ['80000', '300', '3'].map((usual, at) =>
  positive(['rows', 'trees', 'runs'][at] as string, process.argv[2 + at] ?? usual),
) as [number, number, number];
const job: TrainingJob = {
  count,
  unseenCount: 20_000,
  seeds: { training: 1, unseen: 2 },
  rounds,
  leaves: 15,
  learningRate: 0.05,
};
const machine = machineNow();
const training = randomRanking(job.seeds.training, job.count);
const unseen = randomRanking(job.seeds.unseen, job.unseenCount);
const meter = createNdcgMeter(unseen, 10);
const folder = mkdtempSync(join(tmpdir(), 'tsr-lambda-mart-'));
const files = { rows: join(folder, 'rows'), labels: join(folder, 'labels'), unseen: join(folder, 'unseen') };
writeFileSync(files.rows, training.rows);
writeFileSync(files.labels, training.labels);
writeFileSync(files.unseen, unseen.rows);

const program = compiled('lambda-mart/train-child');
const script = fileURLToPath(new URL('lambda-mart/lightgbm_child.py', import.meta.url));
const contenders = {
  '@tsr/rerank-learned': { command: process.execPath, args: [program], job },
  'LightGBM (Python), one thread': {
    command: process.env.TSR_BENCH_PYTHON ?? 'python3',
    args: ['-B', script],
    job: { ...job, ...files, columns: training.columns, groups: training.groups },
  },
};

const reports = new Map<string, TrainingReport[]>();
for (let run = 0; run < runs; run++) {
  for (const [name, start] of Object.entries(contenders)) {
    const outcome = await runChild<TrainingReport>({ ...start, limitSeconds: LIMIT_SECONDS });
    if ('failure' in outcome) console.error(`${name}: ${outcome.failure}`);
    else reports.set(name, [...(reports.get(name) ?? []), outcome.report]);
  }
}
rmSync(folder, { recursive: true });

const rows = [...reports].map(([name, of]) => ({
  name,
  version: of[0]?.version,
  seconds: medianOf(of.map(({ seconds }) => seconds)),
  cpuSeconds: medianOf(of.map(({ cpuSeconds }) => cpuSeconds)),
  ndcg: meter.measure(Float64Array.from(of[0]?.scores ?? [])),
  loopDelayMs: medianOf(of.flatMap(({ loopDelayMs }) => loopDelayMs ?? [])),
  scoringMs: medianOf(of.flatMap(({ scoringMs }) => scoringMs ?? [])),
}));
const shape = `${training.labels.length.toLocaleString('en-US')} rows of ${training.columns} columns`;
console.log(`${shape}, ${rounds} trees of ${job.leaves} leaves, median of ${runs}. ${machineLine(machine)}\n`);
const heads = ['', 'seconds', 'of processor', 'nDCG@10, unseen', 'loop held at most, ms', '100 candidates, ms'];
console.log(
  markdownTable(
    heads,
    rows.map(({ name, version, seconds, cpuSeconds, ndcg, loopDelayMs, scoringMs }) => [
      version === 'here' ? name : `${name} ${version}`,
      figure(seconds),
      figure(cpuSeconds),
      ndcg.toFixed(4),
      ...[loopDelayMs, scoringMs].map((value) => (Number.isNaN(value) ? '' : figure(value))),
    ]),
  ),
);
keepResult(`lambda-mart-${count}.json`, { command: `npm run lambda-mart -- ${count} ${rounds}`, machine, job, rows });

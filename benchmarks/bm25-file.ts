// What an index takes in memory per posting and on disk, and how long saving it and opening it in a new process takes.
// Usage: npm run bm25:file -- [passages, default 100000] [--limit seconds for each, default 600]
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArguments } from './bm25/arguments.ts';
import type { FileJob, FileReport } from './bm25/jobs.ts';
import { zipfCorpus } from './bm25/zipf-corpus.ts';
import { compiled, NODE_FLAGS } from './compiled.ts';
import { figure, markdownTable } from './markdown.ts';
import { keepResult, machineLine, machineNow } from './record.ts';
import { runChild } from './run-child.ts';

const { count, limitSeconds } = readArguments({ count: 100_000 });
const machine = machineNow();
const path = join(tmpdir(), `tsr-bench-${process.pid}.bm25`);
const args = [...NODE_FLAGS, compiled('bm25/file-child')];

async function run(task: FileJob['task']): Promise<FileReport> {
  const job: FileJob = { ...zipfCorpus(count), path, task };
  const outcome = await runChild<FileReport>({ command: process.execPath, args, job, limitSeconds });
  if ('failure' in outcome) throw new Error(outcome.failure);
  return outcome.report;
}

try {
  const saved = await run('save');
  const opened = await run('open');
  console.log(`${count.toLocaleString('en-US')} Zipf passages. ${machineLine(machine)}\n`);
  console.log(
    markdownTable(
      [
        'postings',
        'held bytes per posting',
        'file MB',
        'save s',
        'longest hold ms',
        'open s',
        'first search after opening ms',
      ],
      [
        [
          saved.postings.toLocaleString('en-US'),
          figure(saved.heldBytes / saved.postings),
          figure(saved.fileBytes / 1e6),
          figure(saved.seconds),
          figure(saved.longestHold),
          figure(opened.seconds),
          figure(opened.firstSearch),
        ],
      ],
    ),
  );
  keepResult(`bm25-file-${count}.json`, { command: `npm run bm25:file -- ${count}`, machine, saved, opened });
} finally {
  rmSync(path, { force: true });
}

// How fast @tsr/bm25 indexes the Zipf corpus: with words as they are, and with English analysis.
// Usage: npm run bm25:indexing -- [passages, default 100000] [--limit seconds for each, default 600]
import { readArguments } from './bm25/arguments.ts';
import type { IndexingJob, IndexingReport } from './bm25/jobs.ts';
import { zipfCorpus } from './bm25/zipf-corpus.ts';
import { compiled, NODE_FLAGS } from './compiled.ts';
import { markdownTable } from './markdown.ts';
import { keepResult, machineLine, machineNow } from './record.ts';
import { runChild } from './run-child.ts';

const { count, limitSeconds } = readArguments({ count: 100_000 });
const REPEATS = 3;
const machine = machineNow();
const { corpus } = zipfCorpus(count);
const args = [...NODE_FLAGS, compiled('bm25/indexing-child')];
const kinds = [
  { name: "words as they are (`createAnalyzer({ language: 'none' })`)", analysis: 'words' },
  { name: 'English (`createAnalyzer()`)', analysis: 'english' },
] as const;

const rows = [];
for (const { name, analysis } of kinds) {
  console.error(`${new Date().toISOString()} ${analysis}`);
  const job: IndexingJob = { corpus, analysis, repeats: REPEATS };
  rows.push({ name, ...(await runChild<IndexingReport>({ command: process.execPath, args, job, limitSeconds })) });
}

const perSecond = (seconds: number): string => Math.round(count / seconds).toLocaleString('en-US');
console.log(`${count.toLocaleString('en-US')} Zipf passages. ${machineLine(machine)}\n`);
console.log(
  markdownTable(
    ['passages per s', 'first build of the process', `median of ${REPEATS} builds`, 'analysis alone'],
    rows.map((row) => {
      if ('failure' in row) return [row.name, row.failure, '', ''];
      const { firstBuildSeconds, buildSeconds, analysisSeconds } = row.report;
      return [row.name, ...[firstBuildSeconds, buildSeconds, analysisSeconds].map(perSecond)];
    }),
  ),
);
keepResult(`bm25-indexing-${count}.json`, { command: `npm run bm25:indexing -- ${count}`, machine, rows });

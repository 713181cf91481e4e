// How @tsr/bm25 came to skip what cannot reach the top as it does: other methods beside it, on the same postings.
// Usage: npm run bm25:pruning -- [passages, default 100000] [--clustered] [--sorted]
import { parseArgs } from 'node:util';
import { positive } from './bm25/arguments.ts';
import type { PruningJob, PruningReport } from './bm25/jobs.ts';
import { PROTOCOL, type QueryTimes } from './bm25/query-times.ts';
import { zipfCorpus } from './bm25/zipf-corpus.ts';
import { compiled, NODE_FLAGS } from './compiled.ts';
import { figure, markdownTable } from './markdown.ts';
import { keepResult, machineLine, machineNow } from './record.ts';
import { runChild } from './run-child.ts';

const { values: order, positionals } = parseArgs({
  allowPositionals: true,
  options: { clustered: { type: 'boolean', default: false }, sorted: { type: 'boolean', default: false } },
});
const count = positive('passages', positionals[0] ?? '100000');
const given = (['clustered', 'sorted'] as const).filter((name) => order[name]);
const command = ['npm run bm25:pruning --', count, ...given.map((name) => `--${name}`)].join(' ');
const LIMIT_SECONDS = 3600;
const topK = 100;
/** More than elsewhere: the methods differ less than engines do. */
const PASSES = 15;
const machine = machineNow();

const job: PruningJob = { ...zipfCorpus(count), topK, protocol: { ...PROTOCOL, passes: PASSES }, order };
const args = [...NODE_FLAGS, compiled('bm25/pruning-child')];
const outcome = await runChild<PruningReport>({
  command: process.execPath,
  args,
  job,
  limitSeconds: LIMIT_SECONDS,
});
if ('failure' in outcome) throw new Error(outcome.failure);
const { documents, postings, codes, segments, rows } = outcome.report;

const numbers = [documents, postings, codes, segments].map((value) => value.toLocaleString('en-US'));
console.log(`${command}: ${machineLine(machine)}\n`);
console.log(`${numbers[0]} passages, ${numbers[1]} postings of ${numbers[2]} codes in ${numbers[3]} segments.`);
console.log(`1,000 queries, top ${topK}. All methods find the same.\n`);
console.log(timesTable(rows));
keepResult(`${['bm25-pruning', count, ...given].join('-')}.json`, { command, machine, topK, ...outcome.report });

function timesTable(rows: PruningReport['rows']): string {
  const shares = ['p50', 'p95', 'p99'] as const;
  const ours = (rows[0] as { times: QueryTimes }).times.typical;
  return markdownTable(
    [
      `${count.toLocaleString('en-US')} passages`,
      ...shares.map((share) => `${share} ms`),
      ...shares.map((share) => `${share} ÷ ours`),
    ],
    rows.map(({ name, times: { typical } }) => [
      name,
      ...shares.map((share) => figure(typical[share])),
      ...shares.map((share) => (typical[share] / ours[share]).toFixed(2)),
    ]),
  );
}

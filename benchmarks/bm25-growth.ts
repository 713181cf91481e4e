// How build, search and memory grow with the number of passages, as a table and a diagram.
// Usage: npm run bm25:growth -- [largest, default 1000000] [--engines ours,naive,...] [--limit seconds for each, default 600]
import { readArguments } from './bm25/arguments.ts';
import { runEngines } from './bm25/engines.ts';
import { growthChart } from './bm25/growth-chart.ts';
import { PROTOCOL } from './bm25/query-times.ts';
import { searchRows, searchTable } from './bm25/search-table.ts';
import { zipfCorpus } from './bm25/zipf-corpus.ts';
import { compiled } from './compiled.ts';
import { keepResult, machineLine, machineNow } from './record.ts';

const SIZES = [10_000, 30_000, 100_000, 300_000, 1_000_000];
const { count, engines, limitSeconds } = readArguments({
  count: 1_000_000,
  engines: ['ours', 'naive', 'tantivy', 'bm25s'],
});
const topK = 100;
const program = compiled('bm25/search-child');
const machine = machineNow();
console.log(`Zipf passages, 1,000 queries, top ${topK}. ${machineLine(machine)}`);

const sizes = [];
for (const size of SIZES.filter((each) => each <= count)) {
  const job = { ...zipfCorpus(size), analysis: 'words', topK, protocol: PROTOCOL } as const;
  const rows = searchRows(await runEngines(engines, job, { program, limitSeconds }));
  sizes.push({ size, rows });
  console.log(`\n${size.toLocaleString('en-US')} passages\n\n${searchTable(rows)}`);
}
keepResult('bm25-growth.json', {
  command: `npm run bm25:growth -- ${count}`,
  machine,
  protocol: PROTOCOL,
  topK,
  sizes,
});
keepResult('bm25-growth.svg', growthChart(sizes.flatMap(({ rows }) => rows)));

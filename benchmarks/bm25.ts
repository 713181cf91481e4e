// BM25 beside its peers: each engine in a process of its own, one after the other, same data and queries, one thread.
// Usage: npm run bm25 -- [passages, default 100000] [--engines ours,naive,...] [--limit seconds for each, default 600]
import { readArguments } from './bm25/arguments.ts';
import { runEngines } from './bm25/engines.ts';
import { PROTOCOL } from './bm25/query-times.ts';
import { searchRows, searchTable } from './bm25/search-table.ts';
import { zipfCorpus } from './bm25/zipf-corpus.ts';
import { compiled } from './compiled.ts';
import { keepResult, machineLine, machineNow } from './record.ts';

const { count, engines, limitSeconds } = readArguments({ count: 100_000 });
const topK = 100;
const program = compiled('bm25/search-child');
const machine = machineNow();
const job = { ...zipfCorpus(count), analysis: 'words', topK, protocol: PROTOCOL } as const;
const rows = searchRows(await runEngines(engines, job, { program, limitSeconds }));

console.log(`${count.toLocaleString('en-US')} Zipf passages, 1,000 queries, top ${topK}. ${machineLine(machine)}\n`);
console.log(searchTable(rows));
keepResult(`bm25-${count}.json`, { command: `npm run bm25 -- ${count}`, machine, protocol: PROTOCOL, topK, rows });

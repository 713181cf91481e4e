// BM25 beside its peers on a judged collection: English analysis in the clock, and what is found.
// Usage: npm run bm25:scifact [-- --engines ours,naive,...]; needs ../shared/data/scifact beside the project.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { evaluate, judgedQueries, ndcgAt, parseQrelsTsv, parseQueriesJsonl, recallAt } from '@tsr/eval';
import { readArguments } from './bm25/arguments.ts';
import { type EngineName, runEngines } from './bm25/engines.ts';
import { PROTOCOL } from './bm25/query-times.ts';
import { reportOf, searchRows, searchTable } from './bm25/search-table.ts';
import { compiled } from './compiled.ts';
import { keepResult, machineLine, machineNow } from './record.ts';

const folder = fileURLToPath(new URL('../../shared/data/scifact/', import.meta.url));
if (!existsSync(folder)) {
  console.error('SKIPPED: ../shared/data/scifact is absent; put the judged collections beside the project');
  process.exit(1);
}

const { engines, limitSeconds } = readArguments({ count: 1 });
const topK = 100;
const program = compiled('bm25/search-child');
const machine = machineNow();
const qrels = parseQrelsTsv(readFileSync(`${folder}qrels/test.tsv`, 'utf8'));
const queries = judgedQueries(parseQueriesJsonl(readFileSync(`${folder}queries.jsonl`, 'utf8')), qrels);
const job = { corpus: `${folder}corpus.jsonl`, analysis: 'english', topK, protocol: PROTOCOL } as const;
const outcomes = await withQueries((path) => runEngines(engines, { ...job, queries: path }, { program, limitSeconds }));

const measures = [ndcgAt(10), recallAt(100)];
const rows = searchRows(outcomes).map((row) => ({ ...row, ...meansOf(row.engine) }));
console.log(`SciFact, ${queries.size} queries, top ${topK}. ${machineLine(machine)}\n`);
console.log(searchTable(rows, { header: measures.map(({ name }) => name), cells: qualityOf }));
keepResult('bm25-scifact.json', { command: 'npm run bm25:scifact', machine, protocol: PROTOCOL, topK, rows });

/** The judged queries in a file, which is gone afterwards. */
async function withQueries<T>(work: (path: string) => Promise<T>): Promise<T> {
  const temporary = mkdtempSync(join(tmpdir(), 'tsr-bench-'));
  try {
    const path = join(temporary, 'queries.jsonl');
    writeFileSync(path, [...queries].map(([_id, text]) => `${JSON.stringify({ _id, text })}\n`).join(''));
    return await work(path);
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

function meansOf(engine: EngineName): Readonly<Record<string, number>> {
  const rankings = reportOf(outcomes, engine)?.rankings;
  if (rankings === undefined) return {};
  const run = new Map([...queries.keys()].map((id, at) => [id, rankings[at]?.ids ?? []]));
  return evaluate({ run, qrels, measures }).mean;
}

function qualityOf(engine: EngineName): readonly string[] {
  const means = meansOf(engine);
  return measures.map(({ name }) => means[name]?.toFixed(3) ?? '–');
}

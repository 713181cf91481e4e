// Dense search at recall@100 of .98: @tsr/dense-hnsw beside bare engines and a plain loop, each in a process of its own.
// Usage: npm run dense -- [clustered vectors; default: 30,067 real ones, from ../shared] [--engines ours,hnswlib]
import { parseArgs } from 'node:util';
import { NODE_FLAGS } from './compiled.ts';
import { clusteredVectors, realVectors } from './dense/data.ts';
import { DENSE_ENGINES, type DenseEngineName } from './dense/jobs.ts';
import { denseTable, runDense } from './dense/run-dense.ts';
import { keepResult, machineLine, machineNow } from './record.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { engines: { type: 'string' } } });
const engines = (values.engines?.split(',') ?? DENSE_ENGINES) as readonly DenseEngineName[];
const count = positionals[0] === undefined ? undefined : Number(positionals[0]);
const data = count === undefined ? await realVectors() : await clusteredVectors(count);
const machine = machineNow();
const rows = await runDense(data, engines);
console.log(`${data.count.toLocaleString('en-US')} ${data.name}, top 100. ${machineLine(machine)}\n`);
console.log(denseTable(rows));
const command = `npm run dense${count === undefined ? '' : ` -- ${count}`}`;
keepResult(`dense-${count ?? 'minilm'}.json`, { command, machine, flags: NODE_FLAGS, rows });

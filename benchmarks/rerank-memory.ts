/** What a process holds while a cross-encoder scores 10, 100 and 1,000 candidates. */
import { createCrossEncoder } from '@tsr/rerank-onnx';
import { markdownTable, megabytes } from './markdown.ts';
import { percentilesOf } from './measure.ts';
import { peakBytes } from './memory.ts';
import { machineLine, machineNow } from './record.ts';
import { collectDelays } from './rerank/loop-delays.ts';
import { MODEL, rerankTasks } from './rerank/pairs.ts';

const SIZES = [10, 100, 1000];
const [task] = await rerankTasks('trec-dl', 1, 1000);
if (!task) throw new Error('no query finds 1,000 candidates');
globalThis.gc?.();
const before = process.memoryUsage.rss();
const encoder = await createCrossEncoder({ model: MODEL, scoreCache: false });
const rows: string[][] = [['opened and warm', megabytes(peakBytes()), megabytes(process.memoryUsage.rss()), '']];
for (const size of SIZES) {
  const delays: number[] = [];
  const stop = collectDelays(delays);
  await encoder.rerank(task.query, task.candidates.slice(0, size));
  stop();
  const { p99, max } = percentilesOf(delays);
  rows.push([
    `${size} candidates`,
    megabytes(peakBytes()),
    megabytes(process.memoryUsage.rss()),
    `${p99.toFixed(1)} / ${max.toFixed(1)}`,
  ]);
}
console.log(`${machineLine(machineNow())}; ${megabytes(before)} before the model was opened\n`);
console.log(markdownTable(['', 'peak so far', 'resident after', 'loop delay p99 / longest, ms'], rows));
await encoder.dispose();

import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';

/** Where a figure was taken: figures of two machines, or of one that was busy, do not compare. */
export interface Machine {
  readonly date: string;
  readonly node: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  /** Processes that wanted a core when the run began: above 0.3, somebody else was at work. */
  readonly loadAtStart: number;
}

export function machineNow(): Machine {
  return {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    loadAtStart: loadavg()[0] ?? Number.NaN,
  };
}

export function machineLine({ date, node, cpu, cores, memoryGb, loadAtStart }: Machine): string {
  return `${date}, Node ${node}, ${cores} cores of ${cpu}, ${memoryGb} GB; load at the start ${loadAtStart.toFixed(2)}`;
}

/** Writes `results/NAME.json` (or `.svg`), which is committed with the tables made from it. */
export function keepResult(name: string, content: unknown): void {
  const folder = fileURLToPath(new URL('results/', import.meta.url));
  mkdirSync(folder, { recursive: true });
  const isText = typeof content === 'string';
  writeFileSync(`${folder}${name}`, isText ? content : `${JSON.stringify(content, rounded, 2)}\n`);
}

/** Six digits: more are noise. */
function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(6)) : value;
}

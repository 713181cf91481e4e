import { compiled, NODE_FLAGS } from '../compiled.ts';
import { figure, markdownTable, megabytes } from '../markdown.ts';
import { type Outcome, runChild } from '../run-child.ts';
import { DENSE_LABELS, type DenseData, type DenseEngineName, type DenseReport } from './jobs.ts';

export interface DenseRow {
  readonly engine: DenseEngineName;
  readonly outcome: Outcome<DenseReport>;
}

const LIMIT_SECONDS = 1_200;

/** One engine after the other. */
export async function runDense(data: DenseData, engines: readonly DenseEngineName[]): Promise<readonly DenseRow[]> {
  const args = [...NODE_FLAGS, compiled('dense/dense-child')];
  const rows: DenseRow[] = [];
  for (const engine of engines) {
    console.error(`${new Date().toISOString()} ${engine}`);
    const job = { ...data, engine };
    const child = { command: process.execPath, args, job, limitSeconds: LIMIT_SECONDS };
    rows.push({ engine, outcome: await runChild<DenseReport>(child) });
  }
  return rows;
}

const HEADER = [
  '',
  'build s',
  'p50 ms',
  'p95 ms',
  'recall@100',
  'candidates',
  'memory',
  'build ÷ first',
  'p50 ÷ first',
  'longest hold ms',
];

export function denseTable(rows: readonly DenseRow[]): string {
  const [first] = rows.flatMap(({ outcome }) => ('report' in outcome ? [outcome.report] : []));
  return markdownTable(
    HEADER,
    rows.map(({ engine, outcome }) => {
      const label = DENSE_LABELS[engine];
      if ('failure' in outcome) return [label, outcome.failure, ...HEADER.slice(2).map(() => '')];
      const { buildSeconds, times, recall, efSearch, heldBytes, longestHold } = outcome.report;
      return [
        label,
        figure(buildSeconds),
        figure(times.p50),
        figure(times.p95),
        recall.toFixed(3),
        efSearch === 0 ? '' : String(efSearch),
        megabytes(heldBytes),
        figure(buildSeconds / (first?.buildSeconds ?? Number.NaN)),
        figure(times.p50 / (first?.times.p50 ?? Number.NaN)),
        longestHold === undefined ? '' : figure(longestHold),
      ];
    }),
  );
}

import { figure, markdownTable, megabytes } from '../markdown.ts';
import type { Outcome } from '../run-child.ts';
import { agreement } from './agreement.ts';
import { type EngineName, labelOf } from './engines.ts';
import type { SearchReport } from './jobs.ts';

export type Outcomes = ReadonlyMap<EngineName, Outcome<SearchReport>>;
/** A report without its rankings, or why there is none: what is kept. */
export type SearchRow = { readonly engine: EngineName; readonly label: string } & (
  | { readonly failure: string }
  | (Omit<SearchReport, 'rankings'> & { readonly agreement?: number | undefined })
);

export function searchRows(outcomes: Outcomes): readonly SearchRow[] {
  const exact = reportOf(outcomes, 'naive')?.rankings;
  return [...outcomes].map(([engine, outcome]) => {
    if ('failure' in outcome) return { engine, label: labelOf(engine), failure: outcome.failure };
    const { rankings, ...figures } = outcome.report;
    return {
      engine,
      label: figures.version ?? labelOf(engine),
      ...figures,
      agreement: exact && agreement(exact, rankings),
    };
  });
}

export function reportOf(outcomes: Outcomes, engine: EngineName): SearchReport | undefined {
  const outcome = outcomes.get(engine);
  return outcome && 'report' in outcome ? outcome.report : undefined;
}

/** Columns that a caller adds, after the name. */
export interface MoreColumns {
  readonly header: readonly string[];
  cells(engine: EngineName): readonly string[];
}

const HEADER = ['build s', 'passages per s', 'p50 ms', 'p95 ms', 'p99 ms', 'p50 ÷ ours'];
const LAST = ['held', 'peak RSS', 'top 10 right', 'passes'];

/** A row for each engine. */
export function searchTable(rows: readonly SearchRow[], more?: MoreColumns): string {
  const ours = rows.find(({ engine }) => engine === 'ours');
  const base = ours && 'times' in ours ? ours.times.typical.p50 : Number.NaN;
  const body = rows.map((row) => [
    row.engine === 'ours' ? `**${row.label}**` : row.label,
    ...(more?.cells(row.engine) ?? []),
    ...figuresOf(row, base),
  ]);
  return markdownTable(['', ...(more?.header ?? []), ...HEADER, ...LAST], body);
}

function figuresOf(row: SearchRow, base: number): readonly string[] {
  if ('failure' in row) return [row.failure, ...Array.from({ length: HEADER.length + LAST.length - 1 }, () => '')];
  const { p50, p95, p99 } = row.times.typical;
  return [
    figure(row.buildSeconds),
    Math.round(row.documents / row.buildSeconds).toLocaleString('en-US'),
    ...[p50, p95, p99, p50 / base].map(figure),
    megabytes(row.heldBytes),
    megabytes(row.peakBytes),
    row.agreement === undefined ? '–' : row.agreement.toFixed(3),
    String(row.times.passes),
  ];
}

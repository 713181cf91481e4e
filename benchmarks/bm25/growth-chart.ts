import { chartOf } from '../chart.ts';
import type { Series } from '../log-log-panel.ts';
import type { EngineName } from './engines.ts';
import type { SearchRow } from './search-table.ts';

type Measured = Exclude<SearchRow, { failure: string }>;

const COLORS: Partial<Record<EngineName, string>> = {
  ours: '#d62728',
  naive: '#555',
  tantivy: '#1f77b4',
  bm25s: '#2ca02c',
};
const OTHER = '#9467bd';

const PANELS: readonly { readonly title: string; readonly yLabel: string; value(row: Measured): number | undefined }[] =
  [
    { title: 'Search, p50', yLabel: 'ms', value: ({ times }) => times.typical.p50 },
    { title: 'Search, p95', yLabel: 'ms', value: ({ times }) => times.typical.p95 },
    { title: 'Build', yLabel: 's', value: ({ buildSeconds }) => buildSeconds },
    { title: 'Held by the index', yLabel: 'MB', value: ({ heldBytes }) => heldBytes && heldBytes / 1e6 },
  ];

/** Four diagrams over the number of passages, a curve for each engine. */
export function growthChart(rows: readonly SearchRow[]): string {
  const measured = rows.filter((row): row is Measured => !('failure' in row));
  const engines = [...new Set(measured.map(({ engine }) => engine))];
  const colorOf = (engine: EngineName): string => COLORS[engine] ?? OTHER;
  const panels = PANELS.map(({ title, yLabel, value }) => {
    const series = engines.map((engine): Series => {
      const points = measured
        .filter((row) => row.engine === engine)
        .map((row) => ({ x: row.documents, y: value(row) ?? 0 }))
        .filter(({ y }) => y > 0);
      return { label: engine, color: colorOf(engine), points };
    });
    return { title, xLabel: 'passages', yLabel, series };
  });
  const legend = engines.map((engine) => ({ label: labelIn(measured, engine), color: colorOf(engine) }));
  return chartOf({ title: 'Search, build and memory over the number of passages', legend, panels });
}

function labelIn(rows: readonly Measured[], engine: EngineName): string {
  return rows.find((row) => row.engine === engine)?.label ?? engine;
}

import type { EngineName } from './engines.ts';
import { logLogPanel, PANEL_HEIGHT, PANEL_WIDTH, type Series, text } from './log-log-panel.ts';
import type { SearchRow } from './search-table.ts';

type Measured = Exclude<SearchRow, { failure: string }>;

const COLORS: Partial<Record<EngineName, string>> = {
  ours: '#d62728',
  naive: '#555',
  tantivy: '#1f77b4',
  bm25s: '#2ca02c',
};
const OTHER = '#9467bd';
const LEGEND_HEIGHT = 28;

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
  const panels = PANELS.map(({ title, yLabel, value }, at) => {
    const series = engines.map((engine): Series => {
      const points = measured
        .filter((row) => row.engine === engine)
        .map((row) => ({ x: row.documents, y: value(row) ?? 0 }))
        .filter(({ y }) => y > 0);
      return { label: engine, color: colorOf(engine), points };
    });
    const [column, row] = [at % 2, Math.floor(at / 2)];
    const panel = { title, xLabel: 'passages', yLabel, series };
    return logLogPanel(panel, column * PANEL_WIDTH, LEGEND_HEIGHT + row * PANEL_HEIGHT);
  });
  const width = 2 * PANEL_WIDTH;
  const height = LEGEND_HEIGHT + 2 * PANEL_HEIGHT;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="12" fill="#222">`,
    '<title>Search, build and memory over the number of passages</title>',
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...engines.map((engine, at) =>
      legend(labelIn(measured, engine), colorOf(engine), 40 + Math.round((at * (width - 80)) / engines.length)),
    ),
    ...panels,
    '</svg>\n',
  ].join('\n');
}

function labelIn(rows: readonly Measured[], engine: EngineName): string {
  return rows.find((row) => row.engine === engine)?.label ?? engine;
}

function legend(label: string, color: string, left: number): string {
  const swatch = `<rect x="${left}" y="10" width="18" height="4" fill="${color}"/>`;
  return swatch + text(left + 24, 16, label, { anchor: 'start' });
}

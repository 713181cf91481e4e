// How build, search and memory of dense engines grow with the number of vectors, as a table and a diagram.
// Usage: npm run dense:growth -- [largest, default 100000]
import { chartOf } from './chart.ts';
import { clusteredVectors } from './dense/data.ts';
import { DENSE_LABELS, type DenseEngineName, type DenseReport } from './dense/jobs.ts';
import { type DenseRow, denseTable, runDense } from './dense/run-dense.ts';
import { keepResult, machineLine, machineNow } from './record.ts';

const SIZES = [10_000, 30_000, 100_000];
const COLORS: Partial<Record<DenseEngineName, string>> = {
  hnswlib: '#1f77b4',
  usearch: '#2ca02c',
  ours: '#d62728',
  'ours-exact-int8': '#555',
};
const ENGINES = Object.keys(COLORS) as readonly DenseEngineName[];
const PANELS: readonly { readonly title: string; readonly yLabel: string; value(report: DenseReport): number }[] = [
  { title: 'Search, p50', yLabel: 'ms', value: ({ times }) => times.p50 },
  { title: 'Search, p95', yLabel: 'ms', value: ({ times }) => times.p95 },
  { title: 'Build', yLabel: 's', value: ({ buildSeconds }) => buildSeconds },
  { title: 'Memory', yLabel: 'MB', value: ({ heldBytes }) => heldBytes / 1e6 },
];

const largest = Number(process.argv[2] ?? 100_000);
const machine = machineNow();
console.log(`Clustered vectors of 384 dimensions, top 100. ${machineLine(machine)}`);
const sizes: { readonly size: number; readonly rows: readonly DenseRow[] }[] = [];
for (const size of SIZES.filter((each) => each <= largest)) {
  const rows = await runDense(await clusteredVectors(size), ENGINES);
  sizes.push({ size, rows });
  console.log(`\n${size.toLocaleString('en-US')} vectors\n\n${denseTable(rows)}`);
}
keepResult('dense-growth.json', { command: `npm run dense:growth -- ${largest}`, machine, sizes });

const pointsOf = (engine: DenseEngineName, value: (report: DenseReport) => number) =>
  sizes.flatMap(({ size, rows }) => {
    const outcome = rows.find((row) => row.engine === engine)?.outcome;
    return outcome && 'report' in outcome && value(outcome.report) > 0 ? [{ x: size, y: value(outcome.report) }] : [];
  });
const colorOf = (engine: DenseEngineName): string => COLORS[engine] as string;
const panels = PANELS.map(({ title, yLabel, value }) => ({
  title,
  xLabel: 'vectors',
  yLabel,
  series: ENGINES.map((engine) => ({ label: engine, color: colorOf(engine), points: pointsOf(engine, value) })),
}));
const legend = ENGINES.map((engine) => ({ label: DENSE_LABELS[engine].replaceAll('*', ''), color: colorOf(engine) }));
keepResult('dense-growth.svg', chartOf({ title: 'Dense search over the number of vectors', legend, panels }));

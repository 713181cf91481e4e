import type { ComparedMeasure, RunComparison } from './compare-runs.ts';

/**
 * The comparison as a table in Markdown, as papers have them: a mean a run and measure; `*` where p is below .05, `**`
 * below .01 (randomisation test, Holm-corrected over the table); bold what is highest. Then a line for each difference.
 */
export function comparisonMarkdown(comparison: RunComparison): string {
  const { runs, measures, baseline, queries, leftOut } = comparison;
  const best = (measure: string) => Math.max(...runs.map((run) => run.measures[measure]!.mean));
  const cell = (compared: ComparedMeasure, highest: number) => {
    const mean = compared.mean.toFixed(4);
    return `${compared.mean === highest ? `**${mean}**` : mean}${marks(compared)}`;
  };
  const rows = runs.map(({ name, measures: own }) => [
    name === baseline ? `${name} (baseline)` : name,
    ...measures.map((measure) => cell(own[measure]!, best(measure))),
  ]);
  const left = leftOut === 0 ? '' : `, ${leftOut} left out that not all runs have`;
  return [
    table(['run', ...measures], rows),
    '',
    `${queries} queries${left}. \\* p < .05, \\*\\* p < .01 against ${baseline}: randomisation test, Holm-corrected.`,
    '',
    table(
      ['run', 'measure', 'difference', '95 % interval', 'p', 'p corrected', 'wins / ties / losses'],
      differenceRows(comparison),
    ),
  ].join('\n');
}

/** The same for a terminal: columns in line. */
export function formatComparison(comparison: RunComparison): string {
  const { runs, measures, baseline, queries, leftOut } = comparison;
  const means = runs.map(({ name, measures: own }) => [
    name,
    ...measures.map((measure) => `${own[measure]!.mean.toFixed(4)}${marks(own[measure]!).replaceAll('\\', '')}`),
  ]);
  const left = leftOut === 0 ? '' : `, ${leftOut} left out that not all runs have`;
  const differences = differenceRows(comparison);
  return [
    aligned([['run', ...measures], ...means]),
    '',
    `${queries} queries${left}; against ${baseline}: * p < .05, ** p < .01 (randomisation test, Holm-corrected)`,
    '',
    aligned([['run', 'measure', 'difference', '95 % interval', 'p', 'corrected', 'wins/ties/losses'], ...differences]),
  ].join('\n');
}

function marks({ difference }: ComparedMeasure): string {
  if (!difference || difference.p >= 0.05) return '';
  return difference.p < 0.01 ? '\\*\\*' : '\\*';
}

function differenceRows({ runs, measures }: RunComparison): readonly (readonly string[])[] {
  return runs.flatMap(({ name, measures: own }) =>
    measures.flatMap((measure) => {
      const { difference } = own[measure]!;
      if (!difference) return [];
      const { mean, interval, pRandomisation, p, wins, ties, losses } = difference;
      const range = `${signed(interval.low)} to ${signed(interval.high)}`;
      return [
        [
          name,
          measure,
          signed(mean),
          range,
          probability(pRandomisation),
          probability(p),
          `${wins} / ${ties} / ${losses}`,
        ],
      ];
    }),
  );
}

/** `+0.0123`. */
export function signed(value: number): string {
  return `${value >= 0 ? '+' : ''}${value.toFixed(4)}`;
}

/** `<.001` for what is less. */
export function probability(p: number): string {
  return p < 0.001 ? '<.001' : p.toFixed(3);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map((_, at) => (at === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

/** Columns padded to equal width; the first to the left. */
export function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const pad = (cell: string, at: number) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!));
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}

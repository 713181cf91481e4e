import { oneLine } from '@tsr/telemetry';
import type { Checkpoint, ObservedResult } from './checkpoint.ts';

/** A checkpoint for people to read and to compare line by line. */
export function formatCheckpoint({ packages, runtime, data, constraints, observed, measured }: Checkpoint): string {
  const sections: readonly [string, string][] = [
    ['Packages', table(['package', 'version'], Object.entries(packages))],
    ['Runtime', table(['part', 'version'], Object.entries(runtime))],
    ['Data', table(['fact', 'value'], Object.entries(data))],
    ['Constraints', table(['what the result depends on', 'value'], Object.entries(constraints))],
    [
      `Observed output: ${oneLine(observed.query)}`,
      results(observed.results) + observed.warnings.map((warning) => `\nWarning: ${escaped(warning)}\n`).join(''),
    ],
    ['Measured (differs from run to run)', table(['what', 'value'], Object.entries(measured).map(rounded))],
  ];
  return `# Checkpoint\n${sections.map(([title, body]) => `\n## ${title}\n\n${body}`).join('')}`;
}

function results(rows: readonly ObservedResult[]): string {
  const header = ['rank', 'passage', 'first-stage rank', 'first-stage score', 'second-stage score'];
  return table(
    header,
    rows.map((row) => [
      row.rank,
      row.id,
      row.firstStageRank,
      row.firstStageScore.toFixed(4),
      row.secondStageScore?.toFixed(4) ?? 'not scored',
    ]),
  );
}

function rounded([name, value]: readonly [string, number]): readonly [string, string] {
  return [name, value.toFixed(1)];
}

function table(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.map(escaped).join(' | ')} |\n`;
  return line(header) + line(header.map(() => '---')) + rows.map(line).join('');
}

const escaped = (cell: string | number): string => oneLine(String(cell)).replaceAll('|', '\\|');

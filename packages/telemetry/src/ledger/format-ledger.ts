import { formatScore } from '../format-number.ts';
import { formatTable } from '../format-table.ts';
import { oneLine } from '../one-line.ts';
import type { Ledger, LedgerEntry } from './ledger.ts';

export interface FormatLedgerOptions {
  /** Of parts beside each other, how many of the largest are shown; the others are summed up in a line. @default 8 */
  readonly most?: number | undefined;
}

/**
 * The ledger as an indented tree: a line a number, its rank, and what it was made of. A part has its sign; parts add up
 * to the number above them; `from` stands before a number that another was made from.
 */
export function formatLedger({ id, rank, stages }: Ledger, { most = 8 }: FormatLedgerOptions = {}): string {
  const rows = stages.flatMap((stage) => {
    const title = stage.rank === undefined ? 'second stage' : 'first stage';
    return rowsOf({ ...stage, name: `${title.padEnd(12)}  ${stage.name}` }, '  ', most);
  });
  const head = `${String(rank).padStart(2)}. ${oneLine(id)}`;
  return `${head}\n${formatTable(rows, { align: ['left', 'right', 'left'] })}`;
}

type Row = readonly [name: string, value: string, facts: string];

function rowsOf(entry: LedgerEntry, indent: string, most: number): readonly Row[] {
  const { name, value, kind, parts = [], from } = entry;
  const signed = kind === 'part' || (kind === 'leg' && entry.facts !== undefined) || kind === 'term';
  const text = signed && value >= 0 ? `+${formatScore(value)}` : formatScore(value);
  const deeper = `${indent}  `;
  const shown = parts.length > most + 1 ? parts.slice(0, most) : parts;
  return [
    [indent + oneLine(name), text, factsOf(entry)],
    ...(from
      ? rowsOf({ ...from, name: from.name === name ? 'from its score' : `from ${from.name}` }, deeper, most)
      : []),
    ...shown.flatMap((part) => rowsOf(part, deeper, most)),
    ...(shown.length < parts.length ? [remainder(parts.slice(shown.length), deeper)] : []),
  ];
}

function remainder(parts: readonly LedgerEntry[], indent: string): Row {
  const sum = parts.reduce((total, { value }) => total + value, 0);
  return [`${indent}${parts.length} more`, `${sum < 0 ? '' : '+'}${formatScore(sum)}`, ''];
}

function factsOf({ rank, facts = {} }: LedgerEntry): string {
  const { weight, normalised, ...rest } = facts;
  return [
    ...(rank === undefined ? [] : [`rank ${rank}`]),
    ...(weight === undefined || normalised === undefined
      ? []
      : [`= ${formatScore(weight)} × ${formatScore(normalised)}`]),
    ...Object.entries(rest).map(([name, value]) => `${oneLine(name)} ${formatScore(value)}`),
  ].join('   ');
}

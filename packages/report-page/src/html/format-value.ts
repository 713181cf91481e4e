import type { ValueFormat } from '../report-page.ts';

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 3 });
const short = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });
const precise = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });

/** What stands where there is no number. */
export const NO_VALUE = '–';

/** A number for people to read. */
export function formatValue(value: number | null | undefined, format: ValueFormat = 'number'): string {
  if (value === null || value === undefined) return NO_VALUE;
  if (format === 'share') return `${(100 * value).toFixed(1)}%`;
  if (format === 'times') return `${value.toFixed(2)}×`;
  const size = Math.abs(value);
  if (format === 'milliseconds') return `${size >= 100 ? value.toFixed(1) : precise.format(value)} ms`;
  if (value === 0 || size >= 0.1) return (size < 1 ? grouped : short).format(value);
  return precise.format(value);
}

/** The same on an axis, where digits that tell nothing are in the way. */
export function formatTick(value: number, format: ValueFormat = 'number'): string {
  if (format === 'share') return `${grouped.format(Number((100 * value).toPrecision(6)))}%`;
  if (format === 'times') return `${grouped.format(value)}×`;
  return grouped.format(Number(value.toPrecision(6)));
}

import type { ValueFormat } from '../report-page.ts';

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 3 });
const precise = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });

/** What stands where there is no number. */
export const NO_VALUE = '–';

/** A number for people to read. */
export function formatValue(value: number | null | undefined, format: ValueFormat = 'number'): string {
  if (value === null || value === undefined) return NO_VALUE;
  if (format === 'share') return `${(100 * value).toFixed(1)}%`;
  if (format === 'times') return `${value.toFixed(2)}×`;
  const written = value !== 0 && Math.abs(value) < 0.1 ? precise.format(value) : grouped.format(value);
  return format === 'milliseconds' ? `${Math.abs(value) >= 10 ? value.toFixed(1) : written} ms` : written;
}

/** The same on an axis, where digits that tell nothing are in the way. */
export function formatTick(value: number, format: ValueFormat = 'number'): string {
  if (format === 'share') return `${grouped.format(Number((100 * value).toPrecision(6)))}%`;
  if (format === 'times') return `${grouped.format(value)}×`;
  return grouped.format(Number(value.toPrecision(6)));
}

import { formatRatio, formatShare } from '../format-number.ts';

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

export function counted(count: number, one: string, many: string): string {
  return `${grouped.format(count)} ${count === 1 ? one : many}`;
}

export const percent = (share: number | null | undefined): string => formatShare(share ?? null);
export const ratio = (value: number | null | undefined): string => formatRatio(value ?? null);
export const rounded = (value: number | null | undefined): string => (value == null ? '–' : grouped.format(value));

/** The labels, with a number behind those that were there before. */
export function distinct(labels: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return labels.map((label) => {
    let name = label;
    for (let again = 2; seen.has(name); again++) name = `${label} (${again})`;
    seen.add(name);
    return name;
  });
}

import { formatValue } from '../html/format-value.ts';
import type { BarsBlock, FlowBlock, LinesBlock, TableBlock } from '../report-page.ts';

/** The numbers of a bar plot: a row a category. */
export function barsTable({ title, categoryLabel, categories, series, baselines = [], format }: BarsBlock): TableBlock {
  const columns = [
    { label: categoryLabel },
    ...series.flatMap(({ name, intervals }) => [
      { label: name, format },
      ...(intervals ? [{ label: 'interval' }] : []),
    ]),
    ...baselines.map(({ name }) => ({ label: name, format })),
  ];
  const rows = categories.map((category, place) => [
    category,
    ...series.flatMap(({ values, intervals }) => {
      const between = intervals?.[place]?.map((end) => formatValue(end, format)).join(' to ') ?? null;
      return [values[place] ?? null, ...(intervals ? [between] : [])];
    }),
    ...baselines.map(({ values }) => values[place] ?? null),
  ]);
  return { kind: 'table', caption: title, columns, rows };
}

/** The numbers of a line plot: a row a point. */
export function linesTable({ title, x, y, series }: LinesBlock): TableBlock {
  const columns = [{ label: 'line' }, { label: x.label, format: x.format }, { label: y.label, format: y.format }];
  const rows = series.flatMap(({ name, points }) => points.map(([at, value]) => [name, at, value]));
  return { kind: 'table', caption: title, columns, rows };
}

/** The numbers of a flow: a row a range that it comes from, a column a range that it goes to. */
export function flowTable({ title, from, to, counts, out }: FlowBlock): TableBlock {
  const columns = [from.label, ...to.ranges, ...(out ? [out.label] : [])].map((label) => ({ label }));
  const rows = from.ranges.map((range, place) => [range, ...counts[place]!, ...(out ? [out.counts[place]!] : [])]);
  return { kind: 'table', caption: `${title} (${to.label})`, columns, rows };
}

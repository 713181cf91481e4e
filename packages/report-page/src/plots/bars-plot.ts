import * as Plot from '@observablehq/plot';
import { formatTick, formatValue } from '../html/format-value.ts';
import { shortened } from '../html/printable.ts';
import type { BarsBlock } from '../report-page.ts';
import type { Room } from './plot-svg.ts';

/** Plot's own shapes, one a baseline. */
export const BASELINE_SYMBOLS = ['diamond', 'times'] as const;
const ROW = { bar: 20, gap: 14 };

interface Bar {
  readonly category: string;
  readonly series: string;
  readonly colour: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly title: string;
}

/** A row a category, in it a bar a series; whiskers, marks to compare with, and each bar's number behind it. */
export function barsPlot(block: BarsBlock, { width, narrow }: Room): Plot.PlotOptions {
  const { series, format, valueLabel } = block;
  const categories = drawnCategories(block);
  const bars = barsOf(block);
  const marks = baselinesOf(block);
  const marginLeft = 16 + 7 * Math.min(narrow ? 14 : 28, Math.max(...categories.map(({ length }) => length)));
  const row = series.length * ROW.bar + ROW.gap;
  const ends = [0, ...bars.flatMap(({ low, high, value }) => [low, high, value]), ...marks.map(({ value }) => value)];
  return {
    width,
    height: categories.length * row + 52,
    marginLeft,
    marginRight: 20 + 7.5 * Math.max(0, ...bars.map(({ value }) => formatValue(value, format).length)),
    marginTop: 6,
    marginBottom: 40,
    x: {
      domain: [Math.min(...ends), Math.max(...ends) || 1],
      nice: true,
      label: valueLabel,
      labelArrow: 'none',
      labelAnchor: 'center',
      ticks: narrow ? 3 : 6,
      tickFormat: (value: number) => formatTick(value, format),
    },
    y: { domain: series.map(({ name }) => name), axis: null, paddingInner: 0.1, paddingOuter: 0.35 },
    fy: {
      domain: categories,
      label: null,
      padding: 0,
      tickFormat: (name: string) => shortened(name, narrow ? 14 : 28),
    },
    marks: [
      Plot.gridX({ stroke: 'var(--grid)', strokeOpacity: 1, ticks: narrow ? 3 : 6 }),
      Plot.barX(bars, { x: 'value', fy: 'category', y: 'series', fill: 'colour', title: 'title', rx2: 3 }),
      Plot.ruleX([0], { stroke: 'var(--axis)' }),
      ...whiskers(bars.filter(({ low, high }) => low < high)),
      ...BASELINE_SYMBOLS.map((symbol, index) =>
        Plot.dot(
          marks.filter((mark) => mark.index === index),
          {
            ...{ x: 'value', fy: 'category', symbol, r: 5, title: 'title' },
            ...{ fill: symbol === 'times' ? 'none' : 'var(--page)', stroke: 'var(--mark)', strokeWidth: 2 },
          },
        ),
      ),
      Plot.text(bars, {
        ...{ fy: 'category', y: 'series', frameAnchor: 'right', textAnchor: 'start', dx: 10, fill: 'var(--text)' },
        text: ({ value }: Bar) => formatValue(value, format),
      }),
    ],
    color: { type: 'identity' },
  };
}

function barsOf({ categories, series, format }: BarsBlock): readonly Bar[] {
  return series.flatMap(({ name, values, intervals }, index) =>
    categories.flatMap((category, place) => {
      const value = values[place] ?? null;
      if (value === null) return [];
      const [low, high] = intervals?.[place] ?? [value, value];
      const between = low < high ? ` (${formatValue(low, format)} to ${formatValue(high, format)})` : '';
      const title = `${category}, ${name}: ${formatValue(value, format)}${between}`;
      return [{ category, series: name, colour: `var(--series-${index + 1})`, value, low, high, title }];
    }),
  );
}

function baselinesOf({ categories, baselines = [], format }: BarsBlock) {
  return baselines.flatMap(({ name, values }, index) =>
    categories.flatMap((category, place) => {
      const value = values[place] ?? null;
      return value === null
        ? []
        : [{ category, index, value, title: `${category}, ${name}: ${formatValue(value, format)}` }];
    }),
  );
}

function whiskers(bars: readonly Bar[]): readonly Plot.Markish[] {
  const look = { fy: 'category', y: 'series', stroke: 'var(--text)', title: 'title' };
  const cap = { ...look, insetTop: 5, insetBottom: 5 };
  return [
    Plot.ruleY(bars, { ...look, x1: 'low', x2: 'high' }),
    ...['low', 'high'].map((x) => Plot.tickX(bars, { ...cap, x })),
  ];
}

/** Those that a series says something of. */
function drawnCategories({ categories, series }: BarsBlock): readonly string[] {
  return categories.filter((_, place) => series.some(({ values }) => values[place] !== null));
}

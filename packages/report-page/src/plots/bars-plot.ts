import * as Plot from '@observablehq/plot';
import { formatTick, formatValue } from '../html/format-value.ts';
import { shortened } from '../html/printable.ts';
import type { BarsBlock } from '../report-page.ts';
import { labelWidth } from './label-width.ts';
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
  const { series, format } = block;
  const letters = narrow ? 14 : 28;
  const [categories, bars, marks] = [drawnCategories(block), barsOf(block), baselinesOf(block)];
  const numbers = bars.map(({ value }) => formatValue(value, format));
  const ends = [...bars.flatMap(({ value, low, high }) => [value, low, high]), ...marks.map(({ value }) => value)];
  return {
    width,
    height: categories.length * (series.length * ROW.bar + ROW.gap) + 52,
    marginLeft: 16 + widest(categories.map((name) => shortened(name, letters))),
    marginRight: 24 + widest(numbers),
    marginTop: 6,
    marginBottom: 40,
    x: valueScale(block, ends, narrow),
    y: { domain: series.map(({ name }) => name), axis: null, paddingInner: 0.1, paddingOuter: 0.35 },
    fy: { domain: categories, label: null, padding: 0, tickFormat: (name: string) => shortened(name, letters) },
    color: { type: 'identity' },
    marks: [
      Plot.gridX({ stroke: 'var(--grid)', strokeOpacity: 1, ticks: tickCount(narrow) }),
      Plot.barX(bars, { x: 'value', fy: 'category', y: 'series', fill: 'colour', title: 'title', rx2: 3 }),
      Plot.ruleX([0], { stroke: 'var(--axis)' }),
      ...whiskers(bars.filter(({ low, high }) => low < high)),
      ...baselineMarks(marks),
      Plot.text(bars, {
        ...{ fy: 'category', y: 'series', frameAnchor: 'right', textAnchor: 'start', dx: 10, fill: 'var(--text)' },
        text: (_: Bar, index: number) => numbers[index],
      }),
    ],
  };
}

const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(labelWidth));
const tickCount = (narrow: boolean): number => (narrow ? 3 : 6);

/** From 0, or from below it, to the largest value. */
function valueScale({ valueLabel, format }: BarsBlock, values: readonly number[], narrow: boolean): Plot.ScaleOptions {
  return {
    domain: [Math.min(0, ...values), Math.max(0, ...values) || 1],
    nice: true,
    label: valueLabel,
    labelArrow: 'none',
    labelAnchor: 'center',
    ticks: tickCount(narrow),
    tickFormat: (value: number) => formatTick(value, format),
  };
}

function baselineMarks(marks: ReturnType<typeof baselinesOf>): readonly Plot.Markish[] {
  return BASELINE_SYMBOLS.map((symbol, index) => {
    const fill = symbol === 'times' ? 'none' : 'var(--page)';
    const look = { symbol, r: 5, fill, stroke: 'var(--mark)', strokeWidth: 2, title: 'title' };
    return Plot.dot(
      marks.filter((mark) => mark.index === index),
      { x: 'value', fy: 'category', ...look },
    );
  });
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

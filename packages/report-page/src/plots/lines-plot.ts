import * as Plot from '@observablehq/plot';
import { formatTick, formatValue } from '../html/format-value.ts';
import type { LineAxis, LinesBlock } from '../report-page.ts';
import type { Room } from './plot-svg.ts';

/** SVG dash patterns, one a series: lines differ without their colours. */
export const DASHES = ['none', '7 4', '2 3', '10 3 2 3', '14 4', '4 4 1 4'] as const;
/** Above this many points a line has no dots. */
const DOTTED = 40;

interface Point {
  readonly x: number;
  readonly y: number;
  readonly low: number;
  readonly high: number;
  readonly title: string;
}

export function linesPlot(block: LinesBlock, { width, narrow }: Room): Plot.PlotOptions {
  const { x, y, series } = block;
  return {
    width,
    height: narrow ? 260 : 320,
    marginLeft: 56,
    marginRight: 24,
    marginTop: 30,
    marginBottom: 44,
    x: { ...axis(x, narrow ? 4 : 8), labelAnchor: 'center' },
    y: { ...axis(y, 5), labelOffset: 30, zero: y.format === 'share' && !y.log },
    marks: [
      Plot.gridY({ stroke: 'var(--grid)', strokeOpacity: 1, ticks: 5 }),
      ...series.flatMap(({ name, points, band }, index) => {
        const all = points.map(([at, value], place): Point => {
          const [low, high] = band?.[place] ?? [value, value];
          const title = `${name}: ${formatValue(value, y.format)} at ${x.label} ${formatValue(at, x.format)}`;
          return { x: at, y: value, low, high, title };
        });
        const stroke = `var(--series-${index + 1})`;
        return [
          ...(band ? [Plot.areaY(all, { x: 'x', y1: 'low', y2: 'high', fill: stroke, fillOpacity: 0.18 })] : []),
          Plot.lineY(all, { x: 'x', y: 'y', stroke, strokeWidth: 2, strokeDasharray: DASHES[index]! }),
          ...(all.length <= DOTTED ? [Plot.dot(all, { x: 'x', y: 'y', fill: stroke, r: 3.5, title: 'title' })] : []),
        ];
      }),
    ],
  };
}

function axis({ label, log = false, format }: LineAxis, ticks: number): Plot.ScaleOptions {
  const tickFormat = (value: number): string => formatTick(value, format);
  return { type: log ? 'log' : 'linear', nice: true, label, labelArrow: 'none', ticks, tickFormat };
}

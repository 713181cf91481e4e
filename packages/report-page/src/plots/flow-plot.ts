import * as Plot from '@observablehq/plot';
import { formatValue } from '../html/format-value.ts';
import { shortened } from '../html/printable.ts';
import type { FlowBlock } from '../report-page.ts';
import { type FlowLayout, type FlowNode, flowLayout } from './flow-layout.ts';
import type { Room } from './plot-svg.ts';

const NODE = 9;

/** Ribbons from ranges at the left to ranges at the right, each as high as its count. */
export function flowPlot(block: FlowBlock, { width, narrow }: Room): Plot.PlotOptions {
  const layout = flowLayout(block);
  const [margin, letters] = narrow ? [98, 15] : [150, 22];
  const [x1, x2] = [margin, width - margin];
  return {
    width,
    height: layout.height + 34,
    margin: 0,
    marginTop: 30,
    marginBottom: 4,
    x: { domain: [0, width], range: [0, width], axis: null },
    y: { domain: [0, layout.height], range: [30, layout.height + 30], axis: null },
    color: { type: 'identity' },
    marks: [
      ribbonMark(block, layout, [x1 + NODE, x2 - NODE]),
      nodeMark(block.countLabel, layout.from, [x1, x1 + NODE]),
      nodeMark(block.countLabel, layout.to, [x2 - NODE, x2]),
      labelMark(layout.from, { letters, narrow, x: x1 - 8, textAnchor: 'end' }),
      labelMark(layout.to, { letters, narrow, x: x2 + 8, textAnchor: 'start' }),
      Plot.text([shortened(block.from.label, letters)], {
        x: x1 - 8,
        y: 0,
        dy: -18,
        textAnchor: 'end',
        fontWeight: 600,
      }),
      Plot.text([shortened(block.to.label, letters)], {
        x: x2 + 8,
        y: 0,
        dy: -18,
        textAnchor: 'start',
        fontWeight: 600,
      }),
    ],
  };
}

function ribbonMark(block: FlowBlock, { ribbons, from, to, out }: FlowLayout, [x1, x2]: readonly [number, number]) {
  const ends = ribbons.flatMap((ribbon, index) => {
    const [start, end] = [from[ribbon.from]!, to[ribbon.to]!];
    const counted = `${formatValue(ribbon.count)} ${block.countLabel}`;
    const shared = `${formatValue(ribbon.count / end.count, 'share')} of the latter`;
    const title = `${block.from.label} ${start.label} → ${block.to.label} ${end.label}: ${counted}, ${shared}`;
    const colour = ribbon.to === out ? 'var(--flow-out)' : flowColour(ribbon.from, from.length);
    const point = { index, title, colour };
    return [
      { ...point, x: x1, y1: ribbon.left[0], y2: ribbon.left[1] },
      { ...point, x: x2, y1: ribbon.right[0], y2: ribbon.right[1] },
    ];
  });
  const look = { fill: 'colour', fillOpacity: 0.55, stroke: 'var(--page)', strokeWidth: 0.5, title: 'title' };
  return Plot.areaY(ends, { x: 'x', y1: 'y1', y2: 'y2', z: 'index', curve: 'bump-x', ...look });
}

/** From the colour of what was ahead already to that of what came from far behind. */
function flowColour(place: number, places: number): string {
  const share = places < 2 ? 0 : Math.round((100 * place) / (places - 1));
  return `color-mix(in oklab, var(--flow-near), var(--flow-far) ${share}%)`;
}

function nodeMark(countLabel: string, nodes: readonly FlowNode[], [x1, x2]: readonly [number, number]) {
  const title = ({ label, count }: FlowNode): string => `${label}: ${formatValue(count)} ${countLabel}`;
  return Plot.rect(nodes, { x1, x2, y1: 'y1', y2: 'y2', fill: 'var(--text)', fillOpacity: 0.75, title });
}

interface Labels {
  readonly letters: number;
  readonly narrow: boolean;
  readonly x: number;
  readonly textAnchor: 'start' | 'end';
}

/** Ranges with their counts, which a narrow page has no room for. */
function labelMark(nodes: readonly FlowNode[], { letters, narrow, x, textAnchor }: Labels): Plot.Text {
  const text = ({ label, count }: FlowNode): string =>
    narrow ? shortened(label, letters) : `${shortened(label, letters)}  ${formatValue(count)}`;
  return Plot.text(nodes, { x, y: ({ y1, y2 }: FlowNode) => (y1 + y2) / 2, text, textAnchor, fill: 'var(--text)' });
}

import { type Html, html, trusted } from '../html/html.ts';
import { BASELINE_SYMBOLS, barsPlot } from '../plots/bars-plot.ts';
import { flowPlot } from '../plots/flow-plot.ts';
import { DASHES, linesPlot } from '../plots/lines-plot.ts';
import { plotFigure, type Room } from '../plots/plot-svg.ts';
import type { BarsBlock, FlowBlock, LinesBlock, TableBlock } from '../report-page.ts';
import { barsTable, flowTable, linesTable } from './plot-tables.ts';
import { renderTable } from './render-table.ts';

export function renderBars(block: BarsBlock): Html {
  const { series, baselines = [] } = block;
  const keys = [
    ...(series.length > 1 || baselines.length > 0 ? series.map(({ name }, index) => key(swatch(index), name)) : []),
    ...baselines.map(({ name }, index) => key(symbol(index), name)),
  ];
  const empty = series.every(({ values }) => values.every((value) => value === null));
  return figure(block, keys, empty ? undefined : (room) => barsPlot(block, room), barsTable(block));
}

export function renderLines(block: LinesBlock): Html {
  const keys = block.series.length < 2 ? [] : block.series.map(({ name }, index) => key(dash(index), name));
  const empty = block.series.every(({ points }) => points.length === 0);
  return figure(block, keys, empty ? undefined : (room) => linesPlot(block, room), linesTable(block));
}

export function renderFlow(block: FlowBlock): Html {
  const empty = [...block.counts, block.out?.counts ?? []].every((row) => row.every((count) => count === 0));
  return figure(block, [], empty ? undefined : (room) => flowPlot(block, room), flowTable(block));
}

type Options = Parameters<typeof plotFigure>[1];

/** The plot under its title, and what it shows as a table for those who want numbers or cannot see. */
function figure(
  { title, description }: { readonly title: string; readonly description?: string | undefined },
  keys: readonly Html[],
  options: Options | undefined,
  table: TableBlock,
): Html {
  const drawn = options
    ? plotFigure(title, (room: Room) => options(room))
    : html`<p class="empty">Nothing to show.</p>`;
  const legend = options && keys.length > 0 ? html`<ul class="legend">${keys}</ul>` : undefined;
  const said = description === undefined ? undefined : html`<p>${description}</p>`;
  const numbers = options && html`<details><summary>Numbers</summary>${renderTable(table)}</details>`;
  return html`<figure><figcaption><h3>${title}</h3>${said}</figcaption>${legend}${drawn}${numbers}</figure>`;
}

function key(sign: Html, name: string): Html {
  return html`<li>${sign}<bdi>${name}</bdi></li>`;
}

function sign(shape: string): Html {
  return trusted(`<svg class="key" width="26" height="14" viewBox="0 0 26 14" aria-hidden="true">${shape}</svg>`);
}

function swatch(index: number): Html {
  return sign(`<rect x="5" y="1" width="16" height="12" rx="2" fill="var(--series-${index + 1})"/>`);
}

function dash(index: number): Html {
  const look = `stroke="var(--series-${index + 1})" stroke-width="2.5" stroke-dasharray="${DASHES[index]}"`;
  return sign(`<path d="M0 7H26" ${look}/>`);
}

function symbol(index: number): Html {
  const path = BASELINE_SYMBOLS[index] === 'diamond' ? 'M13 1L18 7L13 13L8 7Z' : 'M8 2L18 12M18 2L8 12';
  return sign(`<path d="${path}" fill="none" stroke="var(--mark)" stroke-width="2"/>`);
}

import * as Plot from '@observablehq/plot';
import { type Html, html, trusted } from '../html/html.ts';
import { createSvgDocument, type SvgElement } from './svg-document.ts';

/** What a plot needs to know of the page that it is drawn for. */
export interface Room {
  /** In CSS pixels. */
  readonly width: number;
  /** A telephone, or a narrow column. */
  readonly narrow: boolean;
}

const WIDE: Room = { width: 800, narrow: false };
const NARROW: Room = { width: 350, narrow: true };

/** A plot drawn twice, for wide and for narrow pages, so that its letters stay as large as the text's. */
export function plotFigure(title: string, options: (room: Room) => Plot.PlotOptions): Html {
  const drawn = [WIDE, NARROW].map((room) => svgOf(title, room, options(room)));
  return html`<div class="wide">${drawn[0]!}</div><div class="narrow">${drawn[1]!}</div>`;
}

function svgOf(title: string, { width }: Room, options: Plot.PlotOptions): Html {
  const document = createSvgDocument() as unknown as NonNullable<Plot.PlotOptions['document']>;
  const label = { ariaLabel: title, className: 'plot' };
  const svg = Plot.plot({ width, ...label, ...options, document }) as unknown as SvgElement;
  svg.setAttribute('role', 'img');
  return trusted(svg.markup);
}

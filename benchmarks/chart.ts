import { logLogPanel, PANEL_HEIGHT, PANEL_WIDTH, type Panel, text } from './log-log-panel.ts';

export interface Chart {
  readonly title: string;
  /** The curves of all panels. */
  readonly legend: readonly { readonly label: string; readonly color: string }[];
  /** Two beside each other. */
  readonly panels: readonly Panel[];
}

const LEGEND_HEIGHT = 28;

/** Diagrams with logarithmic axes, in SVG. */
export function chartOf({ title, legend, panels }: Chart): string {
  const width = 2 * PANEL_WIDTH;
  const height = LEGEND_HEIGHT + Math.ceil(panels.length / 2) * PANEL_HEIGHT;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="12" fill="#222">`,
    `<title>${title}</title>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...legend.map(({ label, color }, at) => entry(label, color, 40 + Math.round((at * (width - 80)) / legend.length))),
    ...panels.map((panel, at) =>
      logLogPanel(panel, (at % 2) * PANEL_WIDTH, LEGEND_HEIGHT + Math.floor(at / 2) * PANEL_HEIGHT),
    ),
    '</svg>\n',
  ].join('\n');
}

function entry(label: string, color: string, left: number): string {
  const swatch = `<rect x="${left}" y="10" width="18" height="4" fill="${color}"/>`;
  return swatch + text(left + 24, 16, label, { anchor: 'start' });
}

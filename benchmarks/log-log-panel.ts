export interface Series {
  readonly label: string;
  readonly color: string;
  /** Both above 0. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface Panel {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly series: readonly Series[];
}

export const PANEL_WIDTH = 420;
export const PANEL_HEIGHT = 300;
const LEFT = 64;
const RIGHT = PANEL_WIDTH - 12;
const TOP = 28;
const BOTTOM = PANEL_HEIGHT - 44;
const MARGIN_DECADES = 0.1;
const FEW_DECADES = 1.8;

/** A logarithmic axis. */
interface Axis {
  at(value: number): number;
  readonly ticks: readonly number[];
}

/** One diagram, both axes logarithmic, in SVG, with its corner at (left, top). */
export function logLogPanel({ title, xLabel, yLabel, series }: Panel, left: number, top: number): string {
  const points = series.flatMap((each) => each.points);
  const x = axis(
    points.map((point) => point.x),
    LEFT,
    RIGHT,
  );
  const y = axis(
    points.map((point) => point.y),
    BOTTOM,
    TOP,
  );
  return [
    `<g transform="translate(${left} ${top})">`,
    text((LEFT + RIGHT) / 2, 16, title, { weight: 'bold' }),
    ...x.ticks.map((value) => line(x.at(value), TOP, x.at(value), BOTTOM)),
    ...x.ticks.map((value) => text(x.at(value), BOTTOM + 16, value.toLocaleString('en-US'))),
    ...y.ticks.map((value) => line(LEFT, y.at(value), RIGHT, y.at(value))),
    ...y.ticks.map((value) => text(LEFT - 6, y.at(value) + 4, value.toLocaleString('en-US'), { anchor: 'end' })),
    text((LEFT + RIGHT) / 2, BOTTOM + 36, xLabel),
    `<g transform="translate(14 ${(TOP + BOTTOM) / 2}) rotate(-90)">${text(0, 0, yLabel)}</g>`,
    ...series.map((each) => curve(each, x, y)),
    '</g>',
  ].join('\n');
}

/** A little wider than the values; ticks at powers of ten, and at 2 and 5 times those where there is room. */
function axis(values: readonly number[], from: number, to: number): Axis {
  const low = Math.log10(Math.min(...values)) - MARGIN_DECADES;
  const high = Math.log10(Math.max(...values)) + MARGIN_DECADES;
  const steps = high - low < FEW_DECADES ? [1, 2, 5] : [1];
  const powers = Array.from({ length: Math.ceil(high) - Math.floor(low) }, (_, step) => Math.floor(low) + step);
  return {
    at: (value) => Math.round(from + ((Math.log10(value) - low) / (high - low)) * (to - from)),
    ticks: powers
      .flatMap((power) => steps.map((step) => Number(`${step}e${power}`)))
      .filter((tick) => Math.log10(tick) >= low && Math.log10(tick) <= high),
  };
}

function curve({ color, points }: Series, x: Axis, y: Axis): string {
  const places = points.map((point) => [x.at(point.x), y.at(point.y)] as const);
  const path = places.map((place) => place.join(',')).join(' ');
  const marks = places.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="3" fill="${color}"/>`);
  return `<polyline points="${path}" fill="none" stroke="${color}" stroke-width="2"/>${marks.join('')}`;
}

function line(x1: number, y1: number, x2: number, y2: number): string {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="#ddd"/>`;
}

export function text(
  x: number,
  y: number,
  content: string,
  { anchor = 'middle', weight = 'normal' }: { anchor?: 'start' | 'middle' | 'end'; weight?: 'normal' | 'bold' } = {},
): string {
  const escaped = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" font-weight="${weight}">${escaped}</text>`;
}

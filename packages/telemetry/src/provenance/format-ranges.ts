import { formatRatio, formatShare } from '../format-number.ts';
import { displayWidth, formatTable } from '../format-table.ts';
import { oneLine } from '../one-line.ts';
import type { ProvenanceRange } from './provenance-report.ts';
import type { RangeFigures } from './range-tally.ts';
import type { Interval } from './resampling.ts';

export interface RangeSection {
  readonly title: string;
  readonly ranges: readonly (RangeFigures & Pick<ProvenanceRange, 'label'> & Partial<ProvenanceRange>)[];
}

export interface RangeTableOptions {
  readonly width: number;
  readonly color: boolean;
}

type Range = RangeSection['ranges'][number];

interface Column {
  readonly title: string;
  readonly cell: (range: Range) => string;
  /** Only from 100 columns on. */
  readonly wide?: boolean;
}

const COLUMNS: readonly Column[] = [
  { title: 'share', cell: ({ share }) => formatShare(share.micro) },
  { title: 'interval', cell: ({ shareIntervals }) => intervalText(shareIntervals.micro) },
  { title: 'macro', cell: ({ share }) => formatShare(share.macro), wide: true },
  { title: 'lift', cell: ({ lift, share }) => liftText(lift.overFirstStage, share.micro) },
  { title: 'random', cell: ({ lift, share }) => liftText(lift.overRandom, share.micro), wide: true },
  { title: 'results', cell: ({ results }) => String(results) },
  { title: 'of', cell: ({ candidates }) => String(candidates) },
  { title: 'hit rate', cell: ({ hitRate }) => formatShare(hitRate.micro) },
  { title: 'macro', cell: ({ hitRate }) => formatShare(hitRate.macro), wide: true },
];

const WIDE = 100;
const GAP = '  ';
const BAR = { least: 6, most: 40 };
const LABEL = 24;

/** Sections under one another in the same columns, each with its title as the heading of the first. */
export function formatRanges(sections: readonly RangeSection[], { width, color }: RangeTableOptions): string {
  const columns = COLUMNS.filter(({ wide = false }) => !wide || width >= WIDE);
  const lines = sections.flatMap((section, index) => [...(index === 0 ? [] : [[]]), ...rowsOf(section, columns)]);
  const figures = lines.map((line) => [line[0] ?? '', ...line.slice(2)]);
  const room = width - widestLine(formatTable(figures, { gap: GAP })) - GAP.length;
  const bars = room >= BAR.least;
  const paint = color ? coloured : plain;
  const rows = bars ? lines.map((line) => withBar(line, Math.min(room, BAR.most), paint)) : figures;
  const align = ['left', ...(bars ? ['left'] : []), ...columns.map(() => 'right')] as ('left' | 'right')[];
  return formatTable(rows, { align, gap: GAP });
}

/** Label, share of 1 for the bar, then the figures; the first row is the heading. */
function rowsOf({ title, ranges }: RangeSection, columns: readonly Column[]): readonly (readonly string[])[] {
  const heading = [shortened(oneLine(title)), '', ...columns.map((column) => column.title)];
  const shown = ranges.filter(({ from, to, candidates }) => candidates > 0 || from === null || to !== null);
  const rows = shown.map((range) => [
    shortened(oneLine(range.label)),
    String(range.share.micro ?? 0),
    ...columns.map(({ cell }) => cell(range)),
  ]);
  return [heading, ...rows];
}

function intervalText(interval: Interval | null): string {
  if (!interval) return '–';
  const percent = (share: number): string => (share * 100).toFixed(1);
  return `${percent(interval.low)}–${percent(interval.high)}`;
}

/** Something from where there would have been nothing has no ratio. */
function liftText(lift: number | null, share: number | null): string {
  return lift === null && share !== null && share > 0 ? 'new' : formatRatio(lift);
}

function shortened(title: string): string {
  const characters = [...title];
  return characters.length <= LABEL ? title : `${characters.slice(0, LABEL - 1).join('')}…`;
}

function widestLine(text: string): number {
  return Math.max(...text.split('\n').map(displayWidth));
}

type Paint = (part: 'heading' | 'bar', text: string) => string;
const plain: Paint = (_, text) => text;
const coloured: Paint = (part, text) => `\u001b[${part === 'bar' ? 36 : 1}m${text}\u001b[0m`;

function withBar(line: readonly string[], width: number, paint: Paint): readonly string[] {
  const [label, share, ...figures] = line;
  if (label === undefined || share === undefined) return line;
  if (share === '') return [paint('heading', label), ' '.repeat(width), ...figures];
  return [label, paint('bar', bar(Number(share), width)), ...figures];
}

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** `share` of `width` columns, to an eighth of one; never nothing for something. */
function bar(share: number, width: number): string {
  const eighths = share > 0 ? Math.max(1, Math.round(share * width * 8)) : 0;
  return '█'.repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8]!;
}

import { formatShare } from './format-number.ts';
import { displayWidth, formatTable } from './format-table.ts';
import { oneLine } from './one-line.ts';
import type { ProvenanceRange, ProvenanceReport } from './provenance-report.ts';

export interface FormatProvenanceOptions {
  /** Columns of the terminal. Bars take what the figures leave, and go where that is too little. @default 80 */
  readonly width?: number | undefined;
  /** ANSI colours. @default false */
  readonly color?: boolean | undefined;
}

const GAP = '  ';
const BAR = { least: 6, most: 40 };
const LABEL = 24;

/**
 * The report as a table with bars, for a terminal. `share` is the part of all results that came from the range,
 * `hit rate` the part of the range's candidates that became results; `macro` is the mean over queries of the figure
 * on its left. The open last range is left out where nothing is in it.
 */
export function formatProvenance(
  report: ProvenanceReport,
  { width = 80, color = false }: FormatProvenanceOptions = {},
): string {
  const sections = [
    section('stage-1 rank', report.byRank),
    section('stage-1 score', report.byScore),
    ...report.byLeg.flatMap(({ leg, byRank, byScore }) => [
      section(`rank in ${oneLine(leg)}`, byRank),
      section(`score in ${oneLine(leg)}`, byScore),
    ]),
  ];
  const lines = sections.flatMap((rows, index) => (index === 0 ? rows : [[], ...rows]));
  const figures = lines.map((line) => [line[0] ?? '', ...line.slice(2)]);
  const room = width - widestLine(formatTable(figures, { gap: GAP })) - GAP.length;
  const paint = color ? coloured : plain;
  const rows = room < BAR.least ? figures : lines.map((line) => withBar(line, Math.min(room, BAR.most), paint));
  const align = ['left', ...(room < BAR.least ? [] : ['left']), ...Array(6).fill('right')] as ('left' | 'right')[];
  return [...summary(report), '', formatTable(rows, { align, gap: GAP })].join('\n');
}

/** Label, share of 1 for the bar, then the figures; the first row is the heading. */
function section(title: string, ranges: readonly ProvenanceRange[]): readonly (readonly string[])[] {
  const heading = [shortened(title), '', 'share', 'macro', 'results', 'candidates', 'hit rate', 'macro'];
  const shown = ranges.filter(({ from, to, candidates }) => candidates > 0 || from === null || to !== null);
  return [heading, ...shown.map(rangeRow)];
}

function rangeRow({ label, share, results, candidates, hitRate }: ProvenanceRange): readonly string[] {
  return [
    label,
    String(share.micro ?? 0),
    formatShare(share.micro),
    formatShare(share.macro),
    String(results),
    String(candidates),
    formatShare(hitRate.micro),
    formatShare(hitRate.macro),
  ];
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

function summary(report: ProvenanceReport): readonly string[] {
  const { topK, queries, results, candidates, empty, short, unscored, withoutSecondStage } = report;
  const apart = [
    [empty, `${plural(empty, 'query', 'queries')} without results`],
    [short, `${plural(short, 'query', 'queries')} with fewer than ${topK}`],
    [withoutSecondStage, `${plural(withoutSecondStage, 'query', 'queries')} without a second stage`],
    [unscored, `${plural(unscored, 'result', 'results')} that the last stage did not score`],
  ] as const;
  const found = `${plural(results, 'result', 'results')} of ${plural(candidates, 'candidate', 'candidates')}`;
  return [
    `Where the final top ${topK} came from: ${plural(queries, 'query', 'queries')}, ${found}`,
    ...apart.filter(([count]) => count > 0).map(([, text]) => `  of them ${text}`),
  ];
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

import { invalidArgument, outOfRange, shown } from '@tsr/core';
import type {
  BarsBlock,
  Block,
  FiguresBlock,
  FlowBlock,
  LineAxis,
  LinesBlock,
  ReportPage,
  TableBlock,
  TextBlock,
} from './report-page.ts';

/** What can still be read. */
const MOST = { categories: 200, series: 6, baselines: 2, points: 20_000, ranges: 40 };

/** Refuses what could not be drawn as it is meant, before anything is. */
export function checkPage(page: ReportPage): void {
  if (typeof page !== 'object' || page === null)
    throw invalidArgument(`report-page: page is ${shown(page)}; pass a ReportPage`);
  checkText('title', page.title);
  if (page.subtitle !== undefined) checkText('subtitle', page.subtitle);
  for (const [index, section] of checkList('sections', page.sections).entries()) {
    checkText(`sections[${index}].heading`, section?.heading);
    if (section.intro !== undefined) checkText(`sections[${index}].intro`, section.intro);
    for (const block of checkList(`sections[${index}].blocks`, section.blocks)) checkBlock(block);
  }
}

function checkBlock(block: Block): void {
  const check = checks[block?.kind] as ((block: Block) => void) | undefined;
  if (check === undefined) {
    throw invalidArgument(
      `report-page: block is ${shown(block)}; its kind is one of ${Object.keys(checks).join(', ')}`,
    );
  }
  check(block);
}

const checks = {
  figures: ({ figures }: FiguresBlock) => {
    for (const { label, value } of checkList('figures', figures)) {
      checkText('label of a figure', label);
      checkText(`figure ${shown(label)}`, value);
    }
  },
  text: ({ paragraphs }: TextBlock) => {
    for (const paragraph of checkList('paragraphs', paragraphs)) checkText('paragraph', paragraph);
  },
  table: checkTable,
  bars: checkBars,
  lines: checkLines,
  flow: checkFlow,
};

function checkTable({ caption, columns, rows }: TableBlock): void {
  checkText('caption of a table', caption);
  for (const { label } of checkList(`columns of ${shown(caption)}`, columns)) checkText('label of a column', label);
  for (const [index, row] of checkList(`rows of ${shown(caption)}`, rows).entries()) {
    const name = `row ${index + 1} of ${shown(caption)}`;
    checkLength(name, row, columns.length);
    for (const cell of row) if (typeof cell !== 'string') checkNumber(name, cell);
  }
}

function checkBars({ title, categories, series, baselines = [] }: BarsBlock): void {
  checkTitle(title);
  checkMost(`categories of ${shown(title)}`, categories, MOST.categories, 'put them into fewer');
  checkUnique(`categories of ${shown(title)}`, categories);
  checkMost(`series of ${shown(title)}`, series, MOST.series, 'draw several plots');
  checkUnique(
    `series of ${shown(title)}`,
    series.map(({ name }) => name),
  );
  checkMost(`baselines of ${shown(title)}`, baselines, MOST.baselines, 'draw several plots');
  for (const { name, values } of [...series, ...baselines]) {
    checkLength(`values of ${shown(name)}`, values, categories.length);
    for (const value of values) checkNumber(`value of ${shown(name)}`, value);
  }
  for (const { name, intervals } of series) {
    if (intervals) checkLength(`intervals of ${shown(name)}`, intervals, categories.length);
    for (const interval of intervals ?? []) if (interval !== null) checkInterval(name, interval);
  }
}

function checkLines({ title, x, y, series }: LinesBlock): void {
  checkTitle(title);
  checkMost(`series of ${shown(title)}`, series, MOST.series, 'draw several plots');
  checkMost(
    `points of ${shown(title)}`,
    series.flatMap(({ points }) => points),
    MOST.points,
    'thin them out',
  );
  for (const { name, points, band } of series) {
    for (const [at, value] of points) {
      checkOn(x, `x of ${shown(name)}`, at);
      checkOn(y, `y of ${shown(name)}`, value);
    }
    if (band) checkLength(`band of ${shown(name)}`, band, points.length);
    for (const [low, high] of band ?? []) {
      checkOn(y, `band of ${shown(name)}`, low);
      checkOn(y, `band of ${shown(name)}`, high);
    }
  }
}

function checkFlow({ title, from, to, counts, out }: FlowBlock): void {
  checkTitle(title);
  for (const { label, ranges } of [from, to]) {
    checkText('label of a flow', label);
    checkMost(`ranges of ${shown(label)}`, ranges, MOST.ranges, 'put them into fewer');
  }
  checkLength(`counts of ${shown(title)}`, counts, from.ranges.length);
  for (const row of counts) checkLength(`row of counts of ${shown(title)}`, row, to.ranges.length);
  if (out) checkLength(`out.counts of ${shown(title)}`, out.counts, from.ranges.length);
  for (const count of [...counts.flat(), ...(out?.counts ?? [])]) {
    if (!Number.isFinite(count) || count < 0)
      throw outOfRange(`report-page: count of ${shown(title)} is ${shown(count)}; pass a number from 0`);
  }
}

function checkTitle(title: unknown): void {
  checkText('title of a plot', title);
}

function checkText(name: string, text: unknown): void {
  if (typeof text !== 'string') throw invalidArgument(`report-page: ${name} is ${shown(text)}; pass a string`);
}

function checkList<T>(name: string, list: readonly T[]): readonly T[] {
  if (!Array.isArray(list)) throw invalidArgument(`report-page: ${name} is ${shown(list)}; pass an array`);
  return list;
}

function checkMost(name: string, list: readonly unknown[], most: number, remedy: string): void {
  const { length } = checkList(name, list);
  if (length > most) throw outOfRange(`report-page: ${name} are ${length}; pass at most ${most}: ${remedy}`);
}

function checkUnique(name: string, texts: readonly string[]): void {
  for (const [index, text] of texts.entries()) {
    checkText(`one of the ${name}`, text);
    if (texts.indexOf(text) < index)
      throw invalidArgument(`report-page: ${name} hold ${shown(text)} twice; name each once`);
  }
}

function checkLength(name: string, list: readonly unknown[], wanted: number): void {
  const { length } = checkList(name, list);
  if (length !== wanted) throw outOfRange(`report-page: ${name} has ${length} entries; pass ${wanted}`);
}

function checkNumber(name: string, value: unknown): void {
  if (value === null || Number.isFinite(value)) return;
  throw outOfRange(`report-page: ${name} is ${shown(value)}; pass a finite number, or null where there is none`);
}

function checkInterval(name: string, interval: readonly [number, number]): void {
  const [low, high] = interval;
  if (Number.isFinite(low) && Number.isFinite(high) && low <= high) return;
  throw outOfRange(`report-page: interval of ${shown(name)} is ${shown(interval)}; pass [low, high], or null for none`);
}

function checkOn({ log = false }: LineAxis, name: string, value: number): void {
  if (Number.isFinite(value) && !(log && value <= 0)) return;
  const wanted = log ? 'a number above 0 on a logarithmic axis' : 'a finite number';
  throw outOfRange(`report-page: ${name} is ${shown(value)}; pass ${wanted}`);
}

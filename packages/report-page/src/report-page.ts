/** A report as plain data, for `renderPage`. All texts are shown as they are: none is taken for HTML. */
export interface ReportPage {
  readonly title: string;
  readonly subtitle?: string | undefined;
  readonly sections: readonly PageSection[];
  /** JSON data to be shown at the end of the page, so that figures can be copied. @default none */
  readonly data?: unknown;
}

export interface PageSection {
  readonly heading: string;
  readonly intro?: string | undefined;
  readonly blocks: readonly Block[];
}

export type Block = FiguresBlock | TableBlock | BarsBlock | LinesBlock | FlowBlock | TextBlock;

/** How numbers are written: 1,234.5; 12.3% (of a share of 0 to 1); 12.3 ms; 1.32×. */
export type ValueFormat = 'number' | 'share' | 'milliseconds' | 'times';

/** A few numbers that matter most, large. */
export interface FiguresBlock {
  readonly kind: 'figures';
  readonly figures: readonly { readonly label: string; readonly value: string; readonly note?: string | undefined }[];
}

export interface TextBlock {
  readonly kind: 'text';
  readonly paragraphs: readonly string[];
}

/** The first cell of a row is its heading. Of more than 500 rows, the first 500 are shown, and how many there are. */
export interface TableBlock {
  readonly kind: 'table';
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  /** As many cells as there are columns; `null` is shown as a dash. Numbers are finite. */
  readonly rows: readonly (readonly (string | number | null)[])[];
}

export interface TableColumn {
  readonly label: string;
  /** Of numbers. @default 'number' */
  readonly format?: ValueFormat | undefined;
}

interface Titled {
  readonly title: string;
  /** What to look at, and how to read it. */
  readonly description?: string | undefined;
}

/** Horizontal bars: at most 200 categories with a bar a series, at most 6. */
export interface BarsBlock extends Titled {
  readonly kind: 'bars';
  /** What the categories are, such as `stage-1 rank`. */
  readonly categoryLabel: string;
  readonly categories: readonly string[];
  readonly valueLabel: string;
  /** @default 'number' */
  readonly format?: ValueFormat | undefined;
  readonly series: readonly BarSeries[];
  /** Marks to compare each category with, such as what no reranking would have given. At most 2. @default none */
  readonly baselines?: readonly Baseline[] | undefined;
}

export interface Baseline {
  readonly name: string;
  /** A finite number for each category, or `null` for none. */
  readonly values: readonly (number | null)[];
}

export interface BarSeries extends Baseline {
  /** Lower and upper end for each category, such as a bootstrap interval; drawn as whiskers. */
  readonly intervals?: readonly (readonly [number, number] | null)[] | undefined;
}

/** Lines over a numeric axis: at most 6, of 20,000 points together. */
export interface LinesBlock extends Titled {
  readonly kind: 'lines';
  readonly x: LineAxis;
  readonly y: LineAxis;
  readonly series: readonly LineSeries[];
}

export interface LineAxis {
  readonly label: string;
  /** Logarithmic; values are above 0. @default false */
  readonly log?: boolean | undefined;
  /** @default 'number' */
  readonly format?: ValueFormat | undefined;
}

export interface LineSeries {
  readonly name: string;
  /** Ascending x, with y. */
  readonly points: readonly (readonly [number, number])[];
  /** Lower and upper end of y for each point. */
  readonly band?: readonly (readonly [number, number])[] | undefined;
}

/** From rank ranges of one stage to rank ranges of another: ribbons as wide as their counts. At most 40 ranges a side. */
export interface FlowBlock extends Titled {
  readonly kind: 'flow';
  /** What is counted, such as `results`. */
  readonly countLabel: string;
  readonly from: FlowSide;
  readonly to: FlowSide;
  /** `counts[f][t]`: how many went from range `f` to range `t`. Not negative. */
  readonly counts: readonly (readonly number[])[];
  /** What went from each range to none of the others, such as out of the top 10. @default none */
  readonly out?: { readonly label: string; readonly counts: readonly number[] } | undefined;
}

export interface FlowSide {
  readonly label: string;
  readonly ranges: readonly string[];
}

import { checkCount, invalidArgument, outOfRange, shown, type Turns } from '@tsr/core';

/** What a ranker learns from: the candidates of many queries, one row each. */
export interface RankingData {
  /** Values a row, at least 1. */
  readonly columns: number;
  /** Row-major: `columns` values of the first candidate, then those of the second. NaN where a value is missing. */
  readonly rows: Float32Array;
  /** How relevant each row is, 0 to 30. A label `l` gains `2 ** l - 1`. */
  readonly labels: ArrayLike<number>;
  /** Rows of each query, in order; their sum is the number of rows. */
  readonly groups: ArrayLike<number>;
  /** How much each query counts, at least 0. @default 1 each */
  readonly weights?: ArrayLike<number> | undefined;
}

/** Above it, gains leave the range in which sums of them are exact. LightGBM has the same limit. */
export const MAX_LABEL = 30;
const VALUES_A_TURN = 1 << 19;

/**
 * Checks everything but the values of the rows (see {@link checkFinite}).
 *
 * @throws TypeError or RangeError `TSR_INVALID_ARGUMENT`.
 */
export function checkRankingData(subject: string, data: RankingData): RankingData {
  if (typeof data !== 'object' || data === null) {
    throw invalidArgument(`${subject} is ${shown(data)}; pass { columns, rows, labels, groups }`);
  }
  checkCount(subject, 'columns', data.columns);
  checkRowValues(subject, data.rows);
  checkNumbers(subject, 'labels', data.labels, { least: 0, most: MAX_LABEL });
  checkNumbers(subject, 'groups', data.groups, { least: 1, most: data.labels.length, whole: true });
  checkSizes(subject, data);
  if (data.weights !== undefined) checkWeights(subject, data.weights, data.groups.length);
  return data;
}

/** The first row of each query, and the number of rows as the last entry. */
export function groupStarts(groups: ArrayLike<number>): Int32Array {
  const starts = new Int32Array(groups.length + 1);
  for (let query = 0; query < groups.length; query++) starts[query + 1] = starts[query]! + groups[query]!;
  return starts;
}

/** @throws RangeError if no query has rows of different labels: then every order is as good. */
export function checkSomethingToLearn(subject: string, { labels, groups }: RankingData): void {
  const starts = groupStarts(groups);
  for (let query = 0; query < groups.length; query++) {
    const first = labels[starts[query]!];
    for (let row = starts[query]!; row < starts[query + 1]!; row++) if (labels[row] !== first) return;
  }
  throw outOfRange(
    `${subject}.labels is the same for all rows of each query, so there is no order to learn; ` +
      'pass queries with both relevant and other candidates',
  );
}

/** Refuses infinities, in slices. @throws RangeError `TSR_INVALID_ARGUMENT`. */
export async function checkFinite(subject: string, { rows, columns }: RankingData, turns: Turns): Promise<void> {
  for (let from = 0; from < rows.length; from += VALUES_A_TURN) {
    const at = infinityIn(rows, from, Math.min(rows.length, from + VALUES_A_TURN));
    if (at >= 0) {
      const place = `row ${Math.floor(at / columns)}, column ${at % columns}`;
      throw outOfRange(`${subject}.rows has ${rows[at]} in ${place}; pass finite values, or NaN where one is missing`);
    }
    if (turns.due()) await turns.give();
  }
}

function infinityIn(rows: Float32Array, from: number, to: number): number {
  for (let at = from; at < to; at++) if (Math.abs(rows[at]!) === Number.POSITIVE_INFINITY) return at;
  return -1;
}

function checkRowValues(subject: string, rows: Float32Array): void {
  if (rows instanceof Float32Array) return;
  throw invalidArgument(`${subject}.rows is ${shown(rows)}; pass a Float32Array, row after row`);
}

function checkSizes(subject: string, { columns, rows, labels, groups }: RankingData): void {
  if (rows.length !== labels.length * columns) {
    const needed = `${labels.length} labels of ${columns} columns need ${labels.length * columns}`;
    throw outOfRange(`${subject}.rows has ${rows.length} values, ${needed}; pass \`columns\` values for each label`);
  }
  const grouped = groupStarts(groups)[groups.length]!;
  if (grouped !== labels.length) {
    throw outOfRange(
      `${subject}.groups adds up to ${grouped} rows, there are ${labels.length} labels; pass the rows of each query`,
    );
  }
}

function checkWeights(subject: string, weights: ArrayLike<number>, queries: number): void {
  checkNumbers(subject, 'weights', weights, { least: 0, most: Number.MAX_VALUE });
  if (weights.length !== queries) {
    throw outOfRange(
      `${subject}.weights has ${weights.length} entries, there are ${queries} queries; pass one a query`,
    );
  }
}

interface Limits {
  readonly least: number;
  readonly most: number;
  readonly whole?: boolean;
}

function checkNumbers(subject: string, field: string, values: ArrayLike<number>, limits: Limits): void {
  if (!isArrayLike(values)) {
    throw invalidArgument(`${subject}.${field} is ${shown(values)}; pass an array of numbers`);
  }
  if (values.length === 0) throw outOfRange(`${subject}.${field} is empty; pass at least one`);
  const { least, most, whole = false } = limits;
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    if (value >= least && value <= most && (!whole || Number.isInteger(value))) continue;
    const kind = whole ? 'whole numbers' : 'numbers';
    const range = most === Number.MAX_VALUE ? `${least} or more` : `${least} to ${most}`;
    throw outOfRange(`${subject}.${field}[${at}] is ${shown(value)}; pass finite ${kind} of ${range}`);
  }
}

function isArrayLike(values: unknown): boolean {
  return Array.isArray(values) || (ArrayBuffer.isView(values) && !(values instanceof DataView));
}

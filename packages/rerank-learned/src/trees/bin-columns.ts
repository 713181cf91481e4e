import type { Turns } from '@tsr/core';
import { binBounds, binOf } from './bin-bounds.ts';
import type { RankingData } from './ranking-data.ts';

/** Every value as the number of its bin, column by column. */
export interface BinnedColumns {
  readonly rowCount: number;
  /** The bin of each row, for each column. The bin after those with values is that of missing values. */
  readonly bins: readonly Uint8Array[];
  /** The largest value of each bin, for each column; see `binBounds`. */
  readonly bounds: readonly Float64Array[];
  /** The columns of which not all rows have the same bin: nothing else can be split. */
  readonly usable: Int32Array;
}

/** Values from which the bounds of a column are taken: evenly spaced rows, if there are more. */
const SAMPLED_ROWS = 100_000;

export async function binColumns(data: RankingData, maxBins: number, turns: Turns): Promise<BinnedColumns> {
  const rowCount = data.labels.length;
  const bins: Uint8Array[] = [];
  const bounds: Float64Array[] = [];
  for (let column = 0; column < data.columns; column++) {
    const ofColumn = binBounds(sortedSample(data, column), maxBins);
    bounds.push(ofColumn);
    if (turns.due()) await turns.give();
    bins.push(binsOf(data, column, ofColumn));
    if (turns.due()) await turns.give();
  }
  const usable = bins.flatMap((of, column) => (of.some((bin) => bin !== of[0]) ? [column] : []));
  return { rowCount, bins, bounds, usable: Int32Array.from(usable) };
}

function sortedSample({ rows, columns, labels }: RankingData, column: number): Float32Array {
  const size = Math.min(labels.length, SAMPLED_ROWS);
  const sample = new Float32Array(size);
  let held = 0;
  for (let at = 0; at < size; at++) {
    const value = rows[Math.floor((at * labels.length) / size) * columns + column]!;
    if (!Number.isNaN(value)) sample[held++] = value;
  }
  return sample.subarray(0, held).sort();
}

function binsOf({ rows, columns, labels }: RankingData, column: number, bounds: Float64Array): Uint8Array {
  const bins = new Uint8Array(labels.length);
  for (let row = 0; row < bins.length; row++) bins[row] = binOf(bounds, rows[row * columns + column]!);
  return bins;
}

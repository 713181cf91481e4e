import type { Turns } from '@tsr/core';
import type { BinnedColumns } from './bin-columns.ts';
import type { Gradients } from './lambda-gradients.ts';

/** Where the bins of each column lie in a histogram: sums of gradients, sums of hessians and counts of rows. */
export interface HistogramLayout {
  /** First entry of each column. */
  readonly offsets: Int32Array;
  readonly length: number;
}

/** Entries a bin: gradients, hessians, rows. */
export const ENTRIES = 3;

/** One bin more than there are bounds: that of missing values. */
export function histogramLayout({ bounds }: BinnedColumns): HistogramLayout {
  const offsets = new Int32Array(bounds.length);
  let length = 0;
  for (const [column, { length: bins }] of bounds.entries()) {
    offsets[column] = length;
    length += (bins + 1) * ENTRIES;
  }
  return { offsets, length };
}

/** What one leaf's histogram is filled from. */
export interface HistogramSource extends Gradients {
  readonly binned: BinnedColumns;
  readonly layout: HistogramLayout;
  /** Columns that may be split, ascending. */
  readonly columns: Int32Array;
  /** Room for the gradients and hessians of a leaf's rows, one after the other. */
  readonly gathered: Gradients;
}

/** Fills the histograms of all columns from some rows, in slices. */
export async function fillHistogram(
  into: Float64Array,
  rows: Int32Array,
  source: HistogramSource,
  turns: Turns,
): Promise<void> {
  gather(rows, source);
  into.fill(0);
  const places = Array.from(source.columns, (column) => placeOf(source, column));
  let at = 0;
  for (; at + 4 <= places.length; at += 4) {
    addFourColumns(into, rows, source.gathered, places[at]!, places[at + 1]!, places[at + 2]!, places[at + 3]!);
    if (turns.due()) await turns.give();
  }
  for (; at < places.length; at++) addColumn(into, rows, source.gathered, places[at]!);
}

/** A column's bins, and where in the histogram they are counted. */
interface ColumnPlace {
  readonly bins: Uint8Array;
  readonly offset: number;
}

function placeOf({ binned, layout }: HistogramSource, column: number): ColumnPlace {
  return { bins: binned.bins[column]!, offset: layout.offsets[column]! };
}

/** The histogram of the rows that are in a parent, but not in its one child: put in the parent's place. */
export function subtractHistogram(parent: Float64Array, child: Float64Array): void {
  for (let at = 0; at < parent.length; at++) parent[at]! -= child[at]!;
}

function gather(rows: Int32Array, { gradients, hessians, gathered }: HistogramSource): void {
  for (let at = 0; at < rows.length; at++) {
    gathered.gradients[at] = gradients[rows[at]!]!;
    gathered.hessians[at] = hessians[rows[at]!]!;
  }
}

function addColumn(
  into: Float64Array,
  rows: Int32Array,
  { gradients, hessians }: Gradients,
  { bins, offset }: ColumnPlace,
): void {
  for (let at = 0; at < rows.length; at++) {
    const entry = offset + bins[rows[at]!]! * ENTRIES;
    into[entry]! += gradients[at]!;
    into[entry + 1]! += hessians[at]!;
    into[entry + 2]!++;
  }
}

// Four at a time: while one addition waits for the one before into the same bin, those of the other columns go on.
function addFourColumns(
  into: Float64Array,
  rows: Int32Array,
  { gradients, hessians }: Gradients,
  { bins: binsA, offset: offsetA }: ColumnPlace,
  { bins: binsB, offset: offsetB }: ColumnPlace,
  { bins: binsC, offset: offsetC }: ColumnPlace,
  { bins: binsD, offset: offsetD }: ColumnPlace,
): void {
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!;
    const gradient = gradients[at]!;
    const hessian = hessians[at]!;
    const a = offsetA + binsA[row]! * ENTRIES;
    const b = offsetB + binsB[row]! * ENTRIES;
    const c = offsetC + binsC[row]! * ENTRIES;
    const d = offsetD + binsD[row]! * ENTRIES;
    into[a]! += gradient;
    into[a + 1]! += hessian;
    into[a + 2]!++;
    into[b]! += gradient;
    into[b + 1]! += hessian;
    into[b + 2]!++;
    into[c]! += gradient;
    into[c + 1]! += hessian;
    into[c + 2]!++;
    into[d]! += gradient;
    into[d + 1]! += hessian;
    into[d + 2]!++;
  }
}

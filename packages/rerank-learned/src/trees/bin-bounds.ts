/** Above every finite Float32, so that all values are at most the last bound. */
export const ABOVE_ALL = 3.5e38;

/**
 * Cuts one column into bins that hold about equally many rows; a value never lies in two bins, and each value has its
 * own where there are no more than `maxBins` of them.
 *
 * @param sorted The values, ascending, without NaN.
 * @returns The largest value that belongs to each bin, ascending; the last is {@link ABOVE_ALL}. Empty without values.
 */
export function binBounds(sorted: Float32Array, maxBins: number): Float64Array {
  const { values, counts } = runsOf(sorted);
  const bounds = lastOfEachBin(counts, maxBins).map((index) =>
    index + 1 < values.length ? shortestBetween(values[index]!, values[index + 1]!) : ABOVE_ALL,
  );
  return Float64Array.from(bounds);
}

/** The first bin whose bound is not below the value; the number of bins if it is NaN. */
export function binOf(bounds: Float64Array, value: number): number {
  if (Number.isNaN(value)) return bounds.length;
  let low = 0;
  let high = bounds.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (value <= bounds[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The number with the fewest digits that is at least `low` and below `high`, near the middle of them. */
export function shortestBetween(low: number, high: number): number {
  const middle = low + (high - low) / 2;
  for (let digits = 1; digits < 17; digits++) {
    const short = Number(middle.toPrecision(digits));
    if (short >= low && short < high) return short;
  }
  return middle;
}

function runsOf(sorted: Float32Array): { readonly values: readonly number[]; readonly counts: readonly number[] } {
  const values: number[] = [];
  const counts: number[] = [];
  for (let at = 0; at < sorted.length; at++) {
    if (at > 0 && sorted[at] === sorted[at - 1]) counts[counts.length - 1]!++;
    else {
      values.push(sorted[at]!);
      counts.push(1);
    }
  }
  return { values, counts };
}

/** A value that fills a bin alone gets one, and the others share what is left evenly. */
function lastOfEachBin(counts: readonly number[], maxBins: number): readonly number[] {
  if (counts.length <= maxBins) return counts.map((_, index) => index);
  const last: number[] = [];
  let rowsLeft = counts.reduce((sum, count) => sum + count, 0);
  let filled = 0;
  for (const [index, count] of counts.entries()) {
    filled += count;
    const share = rowsLeft / (maxBins - last.length);
    const isLast = index === counts.length - 1;
    if (!isLast && filled < share && counts[index + 1]! < share) continue;
    if (!isLast && last.length === maxBins - 1) continue;
    last.push(index);
    rowsLeft -= filled;
    filled = 0;
  }
  return last;
}

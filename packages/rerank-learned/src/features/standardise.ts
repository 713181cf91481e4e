/** Values over a list, as distances from their mean in (population) standard deviations; all 0 where all are equal. NaN stays NaN. */
export function standardise(values: readonly number[]): readonly number[] {
  const known = values.filter((value) => !Number.isNaN(value));
  const mean = average(known);
  const deviation = Math.sqrt(average(known.map((value) => (value - mean) ** 2)));
  // Below this the differences are those of rounding.
  const least = 1e-9 * Math.max(1, Math.abs(mean));
  return values.map((value) => (Number.isNaN(value) ? value : deviation < least ? 0 : (value - mean) / deviation));
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

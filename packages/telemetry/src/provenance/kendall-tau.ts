/**
 * Kendall's tau between an order and 1, 2, 3, …: 1 for equal orders, -1 for opposite ones; null for fewer than two
 * items. `order` holds different numbers, in any range.
 *
 * Source: Kendall, A New Measure of Rank Correlation, Biometrika 1938; counted by merging, Knight, JASA 1966.
 */
export function kendallTau(order: readonly number[]): number | null {
  const { length } = order;
  if (length < 2) return null;
  const inversions = countInversions(Float64Array.from(order), new Float64Array(length), 0, length);
  return 1 - (4 * inversions) / (length * (length - 1));
}

/** Sorts `values` from `start` to `end`, and tells how many pairs were in the wrong order. */
function countInversions(values: Float64Array, spare: Float64Array, start: number, end: number): number {
  if (end - start < 2) return 0;
  const middle = (start + end) >> 1;
  const halves = countInversions(values, spare, start, middle) + countInversions(values, spare, middle, end);
  let [left, right, inversions] = [start, middle, 0];
  for (let at = start; at < end; at++) {
    const takeLeft = right === end || (left < middle && values[left]! < values[right]!);
    if (!takeLeft) inversions += middle - left;
    spare[at] = takeLeft ? values[left++]! : values[right++]!;
  }
  values.set(spare.subarray(start, end), start);
  return halves + inversions;
}

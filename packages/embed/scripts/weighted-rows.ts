/**
 * Smooth inverse frequency weights `a / (a + p)` (Arora et al., ICLR 2017), with the frequency `p` of the token of
 * rank r (from 0, most frequent first) taken from Zipf's law: p = 1 / ((r + 1) H), H the harmonic number of `count`.
 */
export function zipfWeights(count: number, a: number): Float64Array {
  let harmonic = 0;
  for (let rank = 1; rank <= count; rank++) harmonic += 1 / rank;
  return Float64Array.from({ length: count }, (_, rank) => a / (a + 1 / ((rank + 1) * harmonic)));
}

/** Rows as int8 with one scale each, the row's weight folded into its scale. */
export function quantized(
  rows: Float64Array,
  weights: Float64Array,
  dimensions: number,
): { readonly scales: Float32Array; readonly matrix: Int8Array } {
  const scales = new Float32Array(weights.length);
  const matrix = new Int8Array(rows.length);
  for (const [row, weight] of weights.entries()) {
    const values = rows.subarray(row * dimensions, (row + 1) * dimensions);
    const step = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127;
    scales[row] = step * weight;
    if (step > 0)
      matrix.set(
        Int8Array.from(values, (value) => Math.round(value / step)),
        row * dimensions,
      );
  }
  return { scales, matrix };
}

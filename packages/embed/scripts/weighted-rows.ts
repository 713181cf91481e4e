/**
 * Smooth inverse frequency weights `a / (a + p)` (Arora et al., ICLR 2017), p the share that a token has of all, each
 * counted once more than it was seen.
 */
export function frequencyWeights(counts: Float64Array, a: number): Float64Array {
  const all = counts.reduce((sum, count) => sum + count + 1, 0);
  return counts.map((count) => a / (a + (count + 1) / all));
}

/** How often each token stands in the texts. */
export function tokenCounts(texts: readonly (readonly number[])[], tokens: number): Float64Array {
  const counts = new Float64Array(tokens);
  for (const text of texts) for (const token of text) counts[token]! += 1;
  return counts;
}

/** Rows times their weights. */
export function weighted(rows: Float32Array, weights: Float64Array): Float32Array {
  const width = rows.length / weights.length;
  return rows.map((value, i) => value * weights[Math.floor(i / width)]!);
}

/** Rows of length 1; one of zeros stays. */
export function unitRows(rows: Float64Array, width: number): Float64Array {
  const out = Float64Array.from(rows);
  for (let start = 0; start < rows.length; start += width) {
    const row = out.subarray(start, start + width);
    const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    if (length > 0) for (let i = 0; i < width; i++) row[i]! /= length;
  }
  return out;
}

/** Rows as int8 with one scale each. */
export function quantized(
  rows: Float32Array,
  dimensions: number,
): { readonly scales: Float32Array; readonly matrix: Int8Array } {
  const scales = new Float32Array(rows.length / dimensions);
  const matrix = new Int8Array(rows.length);
  for (let row = 0; row < scales.length; row++) {
    const values = rows.subarray(row * dimensions, (row + 1) * dimensions);
    const step = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127;
    scales[row] = step;
    if (step > 0)
      matrix.set(
        Int8Array.from(values, (value) => Math.round(value / step)),
        row * dimensions,
      );
  }
  return { scales, matrix };
}

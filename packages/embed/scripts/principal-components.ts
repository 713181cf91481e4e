import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** Directions of rows, by how much the rows vary along them, most first. */
export interface PrincipalComponents {
  readonly mean: Float64Array;
  readonly axes: readonly Float64Array[];
  readonly variances: readonly number[];
}

/** Principal components of rows of `width` values. Signs are fixed, so that equal rows give equal numbers. */
export function principalComponents(
  rows: Float32Array | Float64Array,
  width: number,
  dimensions: number,
): PrincipalComponents {
  const { mean, covariance } = moments(rows, width);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(covariance, { assumeSymmetric: true });
  const byVariance = realEigenvalues
    .map((variance, column) => ({ variance, column }))
    .sort((a, b) => b.variance - a.variance || a.column - b.column)
    .slice(0, dimensions);
  return {
    mean,
    axes: byVariance.map(({ column }) => signed(Float64Array.from(eigenvectorMatrix.getColumn(column)))),
    variances: byVariance.map(({ variance }) => variance),
  };
}

/**
 * Rows along the components, each divided by its standard deviation to the power of `whitening`: 0 is plain PCA, 1
 * gives every component variance 1 (Su et al., 2021, "Whitening Sentence Representations").
 * @returns as many values a row as there are components, row after row.
 */
export function projected(
  rows: Float32Array | Float64Array,
  { mean, axes, variances }: PrincipalComponents,
  whitening = 0,
): Float32Array {
  const count = rows.length / mean.length;
  const out = new Float32Array(count * axes.length);
  const scaled = axes.map((axis, column) => axis.map((value) => value * variances[column]! ** (-whitening / 2)));
  for (let row = 0; row < count; row++)
    for (const [column, axis] of scaled.entries())
      out[row * axes.length + column] = centredDot(rows, row * mean.length, mean, axis);
  return out;
}

function moments(rows: Float32Array | Float64Array, width: number): { mean: Float64Array; covariance: Matrix } {
  const count = rows.length / width;
  const mean = new Float64Array(width);
  for (let i = 0; i < rows.length; i++) mean[i % width]! += rows[i]! / count;
  const sums = new Float64Array(width * width);
  const centred = new Float64Array(width);
  for (let start = 0; start < rows.length; start += width) {
    for (let p = 0; p < width; p++) centred[p] = rows[start + p]! - mean[p]!;
    for (let p = 0; p < width; p++) for (let q = 0; q <= p; q++) sums[p * width + q]! += centred[p]! * centred[q]!;
  }
  const covariance = Matrix.zeros(width, width);
  for (let p = 0; p < width; p++)
    for (let q = 0; q < width; q++) covariance.set(p, q, sums[Math.max(p, q) * width + Math.min(p, q)]! / count);
  return { mean, covariance };
}

// An eigenvector may point either way: the component of largest size is made positive.
function signed(axis: Float64Array): Float64Array {
  const largest = axis.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  return largest < 0 ? axis.map((value) => -value) : axis;
}

function centredDot(rows: Float32Array | Float64Array, start: number, mean: Float64Array, axis: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < axis.length; i++) sum += (rows[start + i]! - mean[i]!) * axis[i]!;
  return sum;
}

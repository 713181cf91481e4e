import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/**
 * Rows projected on the principal components of their centred selves, each component divided by its standard
 * deviation to the power of `whitening`: 0 is plain PCA, 1 gives every component variance 1 (Su et al., 2021,
 * "Whitening Sentence Representations"). Signs are fixed, so that equal rows give equal bytes.
 * @param rows `count * width` values, row after row.
 * @returns `count * dimensions` values, row after row.
 */
export function whitened(
  rows: Float64Array,
  width: number,
  { dimensions, whitening }: { readonly dimensions: number; readonly whitening: number },
): Float64Array {
  const centred = centre(rows, width);
  const axes = principalAxes(covariance(centred, width), dimensions, whitening);
  const count = rows.length / width;
  const projected = new Float64Array(count * dimensions);
  for (let row = 0; row < count; row++)
    for (const [column, axis] of axes.entries()) projected[row * dimensions + column] = dot(centred, row * width, axis);
  return projected;
}

function centre(rows: Float64Array, width: number): Float64Array {
  const mean = new Float64Array(width);
  for (let i = 0; i < rows.length; i++) mean[i % width]! += rows[i]!;
  return rows.map((value, i) => value - mean[i % width]! / (rows.length / width));
}

function covariance(rows: Float64Array, width: number): Matrix {
  const matrix = Matrix.zeros(width, width);
  const sums = new Float64Array(width * width);
  for (let start = 0; start < rows.length; start += width)
    for (let p = 0; p < width; p++)
      for (let q = 0; q <= p; q++) sums[p * width + q]! += rows[start + p]! * rows[start + q]!;
  for (let p = 0; p < width; p++)
    for (let q = 0; q < width; q++)
      matrix.set(p, q, (sums[Math.max(p, q) * width + Math.min(p, q)]! * width) / rows.length);
  return matrix;
}

function principalAxes(matrix: Matrix, dimensions: number, whitening: number): readonly Float64Array[] {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix, { assumeSymmetric: true });
  const byVariance = realEigenvalues
    .map((variance, column) => ({ variance, column }))
    .sort((a, b) => b.variance - a.variance || a.column - b.column);
  return byVariance.slice(0, dimensions).map(({ variance, column }) => {
    const axis = signed(Float64Array.from(eigenvectorMatrix.getColumn(column)));
    const factor = variance ** (-whitening / 2);
    return axis.map((value) => value * factor);
  });
}

// An eigenvector may point either way: the component of largest size is made positive.
function signed(axis: Float64Array): Float64Array {
  const largest = axis.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  return largest < 0 ? axis.map((value) => -value) : axis;
}

function dot(rows: Float64Array, start: number, axis: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < axis.length; i++) sum += rows[start + i]! * axis[i]!;
  return sum;
}

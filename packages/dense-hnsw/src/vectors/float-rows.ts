/** Rows of 32-bit numbers, in chunks: growing copies nothing. */
export interface FloatRows {
  /** The row's numbers, to be read or written. Makes room for them. */
  row(number: number): Float32Array<ArrayBuffer>;
}

const ROWS = 1024;

export function createFloatRows(dimensions: number): FloatRows {
  const chunks: Float32Array<ArrayBuffer>[] = [];
  return {
    row(number) {
      while (chunks.length * ROWS <= number) chunks.push(new Float32Array(ROWS * dimensions));
      const from = (number % ROWS) * dimensions;
      return (chunks[Math.floor(number / ROWS)] as Float32Array<ArrayBuffer>).subarray(from, from + dimensions);
    },
  };
}

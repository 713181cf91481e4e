/** Vectors by label, in one flat array, and their cosines with a query. Knows no order and no documents. */
export interface VectorTable {
  /** Labels from 0 up to here, without it, may have a vector. */
  readonly end: number;
  /** How many labels have a vector that is not zero. */
  readonly size: number;
  /** Copies the vector; replaces an earlier one. */
  set(label: number, vector: Float32Array): void;
  delete(label: number): void;
  /** Is there a vector, and is it not zero? The others have no direction and no cosine. */
  has(label: number): boolean;
  /** The vector at unit length. */
  unit(label: number): Float32Array;
  /** Cosine with a query of unit length, summed in double precision. */
  cosine(label: number, unitQuery: Float64Array): number;
}

export function createVectorTable(dimensions: number): VectorTable {
  let values = new Float32Array(0);
  let inverseNorms = new Float64Array(0);
  let end = 0;
  let size = 0;

  function grow(labels: number): void {
    if (labels <= inverseNorms.length) return;
    const capacity = Math.max(labels, Math.ceil(inverseNorms.length * 1.5), 256);
    const grownValues = new Float32Array(capacity * dimensions);
    const grownNorms = new Float64Array(capacity);
    grownValues.set(values);
    grownNorms.set(inverseNorms);
    values = grownValues;
    inverseNorms = grownNorms;
  }

  function has(label: number): boolean {
    return (inverseNorms[label] ?? 0) > 0;
  }

  function put(label: number, inverseNorm: number): void {
    size += Number(inverseNorm > 0) - Number(has(label));
    inverseNorms[label] = inverseNorm;
  }

  return {
    get end() {
      return end;
    },
    get size() {
      return size;
    },
    set(label, vector) {
      grow(label + 1);
      end = Math.max(end, label + 1);
      values.set(vector, label * dimensions);
      const norm = normOf(vector);
      put(label, norm > 0 ? 1 / norm : 0);
    },
    delete(label) {
      if (label < end) put(label, 0);
    },
    has,
    unit(label) {
      const scale = inverseNorms[label] as number;
      return values.slice(label * dimensions, (label + 1) * dimensions).map((value) => value * scale);
    },
    cosine: (label, query) => dot(values, label * dimensions, query) * (inverseNorms[label] as number),
  };
}

/** The vector at unit length, in double precision; undefined where it is zero. */
export function unitOf(vector: Float32Array): Float64Array | undefined {
  const norm = normOf(vector);
  return norm > 0 ? Float64Array.from(vector, (value) => value / norm) : undefined;
}

function normOf(vector: Float32Array): number {
  let sum = 0;
  for (const value of vector) sum += value * value;
  return Math.sqrt(sum);
}

/** In four sums, which the processor can work on side by side. */
function dot(values: Float32Array, offset: number, query: Float64Array): number {
  const { length } = query;
  const even = length - (length % 4);
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let i = 0; i < even; i += 4) {
    a += (values[offset + i] as number) * (query[i] as number);
    b += (values[offset + i + 1] as number) * (query[i + 1] as number);
    c += (values[offset + i + 2] as number) * (query[i + 2] as number);
    d += (values[offset + i + 3] as number) * (query[i + 3] as number);
  }
  for (let i = even; i < length; i++) a += (values[offset + i] as number) * (query[i] as number);
  return a + b + (c + d);
}

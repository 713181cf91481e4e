import { BLOCK, createCodeRows } from './code-rows.ts';
import { createFloatRows } from './float-rows.ts';
import { grownFloats } from './grown-floats.ts';
import { quantizeQuery, quantizeVector } from './quantize.ts';

/** What makes two vectors near. `'cosine'`: -1 to 1. `'dot'`: any number. */
export type Metric = 'cosine' | 'dot';

/** How vectors are kept: as they came, or in 8 bits per number, a quarter of the memory. */
export type Storage = 'float32' | 'int8';

export interface VectorStoreOptions {
  readonly dimensions: number;
  readonly metric: Metric;
  readonly storage: Storage;
}

/**
 * Vectors by label. Each has a copy in 8 bits per number, which tells in a fraction of the time about how near it is;
 * `'float32'` keeps the vector itself, too, for exact scores. A zero vector is kept, and has no score.
 */
export interface VectorStore {
  readonly dimensions: number;
  readonly storage: Storage;
  /** One above the highest label ever set. */
  readonly end: number;
  /** How many labels are shown and have a score. */
  readonly size: number;
  /** Keeps a vector of finite numbers, hidden. */
  set(label: number, vector: Float32Array): void;
  /** Keeps what `row` and `scale` of an equal store with 8 bits per number gave, hidden. */
  restore(label: number, row: Int8Array, scale: number): void;
  /** Lets searches see it. */
  show(label: number): void;
  delete(label: number): void;
  /** Is there a vector, shown or hidden, that has a score? */
  holds(label: number): boolean;
  /** Can a search return it? */
  has(label: number): boolean;
  /** Keeps 8 bits per number from now on. */
  dropFloats(): void;
  /** As it is kept; for cosine, of length 1. Written into `into`. @default a new array */
  vector(label: number, into?: Float32Array): Float32Array;
  /** The numbers that are kept, until the store changes. */
  row(label: number): Float32Array | Int8Array;
  /** What codes are multiplied by. */
  scale(label: number): number;
  /** Undefined where the query is zero. */
  query(vector: Float32Array): StoreQuery | undefined;
}

/** Scores of a query; those of what is not shown are NaN. */
export interface StoreQuery {
  /** The query at length 1, which orders vectors alike. */
  readonly unit: Float32Array;
  /** Of `count` labels from `first` on, at most {@link BLOCK}; good until the next call. */
  scan(first: number, count: number): Float64Array;
  /** Of the first `count` of these labels, at most {@link BLOCK}; good until the next call. */
  gather(labels: Uint32Array, count: number): Float64Array;
  /** The scores above differ from the exact ones by no more. */
  readonly slack: number;
  /** The exact score; absent where they are all exact. */
  readonly exact?: (label: number) => number;
}

export function createVectorStore(options: VectorStoreOptions): VectorStore {
  const { dimensions, metric } = options;
  const codes = createCodeRows(dimensions);
  let floats = options.storage === 'float32' ? createFloatRows(dimensions) : undefined;
  /** Of each label; 0: there is no vector, or a zero one. */
  let scales = new Float64Array(0);
  /** The same of labels that are shown; NaN of others. */
  let shown = new Float64Array(0);
  /** Of float rows: 1 / length, for cosine. */
  let factors = new Float64Array(0);
  const scores = new Float64Array(BLOCK);
  let end = 0;
  let size = 0;
  let largestError = 0;
  let longest = 0;

  function makeRoom(label: number): void {
    end = Math.max(end, label + 1);
    scales = grownFloats(scales, end, 0);
    factors = grownFloats(factors, floats ? end : 0, 0);
    shown = grownFloats(shown, end, Number.NaN);
  }

  function remove(label: number): void {
    if (has(label)) size -= 1;
    if (label >= end) return;
    scales[label] = 0;
    shown[label] = Number.NaN;
  }

  const has = (label: number): boolean => (shown[label] ?? Number.NaN) > 0;

  function set(label: number, vector: Float32Array): void {
    makeRoom(label);
    remove(label);
    const length = lengthOf(vector);
    if (length === 0) return;
    const factor = metric === 'cosine' ? 1 / length : 1;
    const { scale, error } = quantizeVector(vector, factor, codes.row(label), metric === 'cosine' ? 1 : undefined);
    scales[label] = scale;
    largestError = Math.max(largestError, error);
    longest = Math.max(longest, length * factor + error);
    floats?.row(label).set(vector);
    if (floats) factors[label] = factor;
  }

  return {
    dimensions,
    get storage() {
      return floats ? 'float32' : 'int8';
    },
    get end() {
      return end;
    },
    get size() {
      return size;
    },
    set,
    restore(label, row, scale) {
      makeRoom(label);
      codes.row(label).set(row);
      scales[label] = scale;
    },
    show(label) {
      if (has(label) || !(scales[label] as number)) return;
      shown[label] = scales[label] as number;
      size += 1;
    },
    delete: remove,
    dropFloats() {
      floats = undefined;
    },
    holds: (label) => (scales[label] ?? 0) > 0,
    has,
    vector: (label) =>
      floats ? scaled(floats.row(label), factors[label] as number) : scaled(codes.row(label), scales[label] as number),
    row: (label) => floats?.row(label) ?? codes.row(label),
    scale: (label) => scales[label] as number,
    query(vector) {
      const length = lengthOf(vector);
      if (length === 0) return undefined;
      const query = new Float64Array(dimensions);
      for (let i = 0; i < dimensions; i++) query[i] = (vector[i] as number) / (metric === 'cosine' ? length : 1);
      const exactRows = floats;
      const numbers = new Int16Array(dimensions);
      const { factor, error } = quantizeQuery(query, numbers);
      return {
        unit: scaled(vector, 1 / length),
        scan(first, count) {
          const products = codes.scan(numbers, first, count);
          for (let at = 0; at < count; at++) {
            scores[at] = (products[at] as number) * factor * (shown[first + at] as number);
          }
          return scores;
        },
        gather(labels, count) {
          const products = codes.gather(numbers, labels, count);
          for (let at = 0; at < count; at++) {
            scores[at] = (products[at] as number) * factor * (shown[labels[at] as number] as number);
          }
          return scores;
        },
        slack: 0,
        ...(exactRows && {
          // Rounding of double precision is far below the last term.
          slack: error * longest + lengthOf(query) * (largestError + 1e-12 * longest),
          exact: (label: number) => dot(exactRows.row(label), query) * (factors[label] as number),
        }),
      };
    },
  };
}

// Plain loops: `from` and `map` with a function take ten times as long.

function scaled(
  numbers: Float32Array | Int8Array,
  factor: number,
  product: Float32Array = new Float32Array(numbers.length),
): Float32Array {
  for (let i = 0; i < product.length; i++) product[i] = (numbers[i] as number) * factor;
  return product;
}

function lengthOf(vector: Float32Array | Float64Array): number {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += (vector[i] as number) ** 2;
  return Math.sqrt(sum);
}

/** In four sums, which the processor can work on side by side. */
function dot(values: Float32Array, query: Float64Array): number {
  const { length } = query;
  const even = length - (length % 4);
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let i = 0; i < even; i += 4) {
    a += (values[i] as number) * (query[i] as number);
    b += (values[i + 1] as number) * (query[i + 1] as number);
    c += (values[i + 2] as number) * (query[i + 2] as number);
    d += (values[i + 3] as number) * (query[i + 3] as number);
  }
  for (let i = even; i < length; i++) a += (values[i] as number) * (query[i] as number);
  return a + b + (c + d);
}

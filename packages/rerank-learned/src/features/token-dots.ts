import { DOT_KERNEL } from './dot-kernel-bytes.ts';

/** Rows of 8-bit numbers, one after the other. */
export interface ByteRows {
  readonly matrix: Int8Array;
  readonly dimensions: number;
}

/**
 * Dot products of some rows with some others, over their first dimensions: `into[q * rows.length + r]` is that of
 * `query[q]` and `rows[r]`. At most {@link MOST_ROWS} rows and {@link MOST_QUERY_ROWS} of the query a call. Exact.
 */
export type TokenDots = (query: Int32Array, rows: Int32Array, into: Int32Array) => void;

export const MOST_ROWS = 256;
export const MOST_QUERY_ROWS = 64;

/** Bytes that a vector instruction reads. */
const WIDTH = 16;
const PAGE = 65_536;

/** What is used of WebAssembly, whose types come with those of browsers only. */
interface WebAssemblyNamespace {
  readonly Memory: new (options: { initial: number; maximum: number }) => { readonly buffer: ArrayBuffer };
  readonly Module: new (binary: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

interface Kernel {
  scan(row: number, count: number, bytes: number, query: number, out: number): void;
}

/** By vector instructions; in plain JavaScript where a page's policy, or an old browser, does not let them run. */
export function createTokenDots(table: ByteRows, used: number): TokenDots {
  try {
    return createVectorDots(table, used);
  } catch {
    return createPlainDots(table, used);
  }
}

export function createVectorDots({ matrix, dimensions }: ByteRows, used: number): TokenDots {
  const bytes = Math.ceil(used / WIDTH) * WIDTH;
  const [rowsAt, outAt] = [2 * bytes * MOST_QUERY_ROWS, bytes * (2 * MOST_QUERY_ROWS + MOST_ROWS)];
  const pages = Math.ceil((outAt + 4 * MOST_ROWS) / PAGE);
  const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyNamespace };
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const binary = Uint8Array.from(atob(DOT_KERNEL), (character) => character.charCodeAt(0));
  const { scan } = new WebAssembly.Instance(new WebAssembly.Module(binary), { vectors: { memory } }).exports as Kernel;
  const asked = new Int16Array(memory.buffer, 0, bytes * MOST_QUERY_ROWS);
  const codes = new Int8Array(memory.buffer, rowsAt, bytes * MOST_ROWS);
  const out = new Int32Array(memory.buffer, outAt, MOST_ROWS);
  const rowOf = (row: number): Int8Array => matrix.subarray(row * dimensions, row * dimensions + used);
  return (query, rows, into) => {
    for (let q = 0; q < query.length; q++) asked.set(rowOf(query[q]!), q * bytes);
    for (let r = 0; r < rows.length; r++) codes.set(rowOf(rows[r]!), r * bytes);
    for (let q = 0; q < query.length; q++) {
      scan(rowsAt, rows.length, bytes, 2 * bytes * q, outAt);
      into.set(rows.length === MOST_ROWS ? out : out.subarray(0, rows.length), q * rows.length);
    }
  };
}

export function createPlainDots({ matrix, dimensions }: ByteRows, used: number): TokenDots {
  return (query, rows, into) => {
    for (let q = 0; q < query.length; q++) {
      for (let r = 0; r < rows.length; r++) {
        into[q * rows.length + r] = dot(matrix, rows[r]! * dimensions, query[q]! * dimensions, used);
      }
    }
  };
}

function dot(matrix: Int8Array, a: number, b: number, length: number): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum = (sum + matrix[a + i]! * matrix[b + i]!) | 0;
  return sum;
}

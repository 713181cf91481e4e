import { TsrError } from '@tsr/core';
import { DOT_KERNEL } from './dot-kernel-bytes.ts';

/** Rows of 8-bit numbers in memory of their own, and their dot products with one query of 16-bit numbers. */
export interface CodeRows {
  /** The row's numbers, to be read or written until rows are added the next time. Makes room for them. */
  row(number: number): Int8Array<ArrayBuffer>;
  /** Products with `count` rows from `first` on, at most {@link BLOCK}; good until the next call. */
  scan(query: Int16Array, first: number, count: number): Int32Array<ArrayBuffer>;
  /** Products with the first `count` of these rows, at most {@link BLOCK}; good until the next call. */
  gather(query: Int16Array, rows: Uint32Array, count: number): Int32Array<ArrayBuffer>;
}

/** Rows per call. */
export const BLOCK = 4096;

const PAGE = 65_536;
/** Bytes that a vector instruction reads. */
const WIDTH = 16;
/** All that 32-bit addresses reach. */
const MOST_PAGES = 65_536;

/** What is used of WebAssembly, whose types come with those of browsers only. */
interface WebAssemblyNamespace {
  readonly Memory: new (options: { initial: number; maximum: number }) => WebAssemblyMemory;
  readonly Module: new (binary: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

interface WebAssemblyMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyNamespace };

interface Kernel {
  scan(row: number, count: number, bytes: number, query: number, out: number): void;
  gather(rows: number, count: number, bytes: number, query: number, out: number): void;
}

/** @throws TsrError (`TSR_ENGINE_FAILURE`) where the memory is full: at 4 GiB, or earlier if the machine has no more. */
export function createCodeRows(dimensions: number): CodeRows {
  const bytes = Math.ceil(dimensions / WIDTH) * WIDTH;
  const out = 2 * bytes;
  const start = out + 4 * BLOCK;
  const memory = new WebAssembly.Memory({ initial: Math.ceil(start / PAGE), maximum: MOST_PAGES });
  const { scan, gather } = kernelOn(memory);
  const address = (row: number): number => start + row * bytes;
  const products = (): Int32Array<ArrayBuffer> => new Int32Array(memory.buffer, out, BLOCK);

  function makeRoom(rows: number): void {
    const missing = address(rows) - memory.buffer.byteLength;
    // An eighth more than there is, so that rows one by one do not grow it each time.
    if (missing <= 0) return;
    const pages = Math.ceil(Math.max(missing, Math.min(memory.buffer.byteLength / 8, 2 ** 26)) / PAGE);
    try {
      memory.grow(pages);
    } catch (cause) {
      throw full(rows, cause);
    }
  }

  return {
    row(number) {
      makeRoom(number + 1);
      return new Int8Array(memory.buffer, address(number), dimensions);
    },
    scan(query, first, count) {
      new Int16Array(memory.buffer, 0, dimensions).set(query);
      scan(address(first), count, bytes, 0, out);
      return products();
    },
    gather(query, rows, count) {
      new Int16Array(memory.buffer, 0, dimensions).set(query);
      const numbers = products();
      for (let at = 0; at < count; at++) numbers[at] = rows[at] as number;
      gather(start, count, bytes, 0, out);
      return numbers;
    },
  };
}

function full(rows: number, cause: unknown): TsrError {
  const fact = `there is no memory for ${rows} vectors, of which a process has at most 4 GiB in 8 bits per number`;
  return new TsrError('TSR_ENGINE_FAILURE', `dense-hnsw: ${fact}; use several indexes`, { cause });
}

function kernelOn(memory: WebAssemblyMemory): Kernel {
  const binary = Uint8Array.from(atob(DOT_KERNEL), (character) => character.charCodeAt(0));
  const instance = new WebAssembly.Instance(new WebAssembly.Module(binary), { vectors: { memory } });
  return instance.exports as Kernel;
}

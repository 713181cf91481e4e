import { abortable, outOfRange, shown } from '@tsr/core';

export interface MapManyOptions {
  /** Calls under way at a time. @default 4 */
  readonly concurrency?: number | undefined;
  /** Called after each with how many are done. */
  readonly onProgress?: ((done: number, of: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The results by key, in the order of `items`, whatever order they finish in. The first call that fails rejects and
 * aborts those under way.
 */
export async function mapMany<T, R>(
  items: ReadonlyMap<string, T>,
  call: (item: T, key: string, signal: AbortSignal) => Promise<R>,
  { concurrency = 4, onProgress, signal }: MapManyOptions = {},
): Promise<ReadonlyMap<string, R>> {
  checkPositive('concurrency', concurrency);
  signal?.throwIfAborted();
  const stop = new AbortController();
  const signals = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const results = new Map<string, R>();
  const pending = items.entries();
  const work = async (): Promise<void> => {
    for (const [key, item] of pending) {
      results.set(key, await abortable(call(item, key, signals), signals));
      onProgress?.(results.size, items.size);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(concurrency, items.size) }, work));
  } catch (error) {
    stop.abort(error);
    throw error;
  }
  return new Map([...items.keys()].map((key) => [key, results.get(key) as R]));
}

/** @throws RangeError (`TSR_INVALID_ARGUMENT`). */
export function checkPositive(name: string, value: number): number {
  if (Number.isInteger(value) && value >= 1) return value;
  throw outOfRange(`eval: ${name} is ${shown(value)}; give a positive integer`);
}

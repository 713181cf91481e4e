/** Numbers from a seed. */
export interface SeededRandom {
  /** From 0, below 1. */
  next(): number;
  /** An integer from 0, below `end`. */
  below(end: number): number;
  pick<T>(items: readonly T[]): T;
}

/** Source: T. Ettinger, mulberry32, public domain. */
export function createRandom(seed: number): SeededRandom {
  let state = seed;
  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  const below = (end: number): number => Math.floor(next() * end);
  return { next, below, pick: (items) => items[below(items.length)] as never };
}

import { seededRandom } from '@tsr/core';

/** Numbers from a seed. */
export interface SeededRandom {
  /** From 0, below 1. */
  next(): number;
  /** An integer from 0, below `end`. */
  below(end: number): number;
  pick<T>(items: readonly T[]): T;
}

export function createRandom(seed: number): SeededRandom {
  const next = seededRandom(seed);
  const below = (end: number): number => Math.floor(next() * end);
  return { next, below, pick: (items) => items[below(items.length)] as never };
}

import { seededRandom } from '@tsr/core';

export interface SeededRandom {
  /** An integer from 0 to `below` - 1. */
  integer(below: number): number;
  /** A new array in another order. */
  shuffled<T>(items: readonly T[]): readonly T[];
}

/** The same numbers for the same seed. */
export function createSeededRandom(seed: number): SeededRandom {
  const random = seededRandom(seed);
  const integer = (below: number): number => Math.floor(random() * below);
  function shuffled<T>(items: readonly T[]): readonly T[] {
    const keyed = items.map((item) => ({ item, key: integer(2 ** 31) }));
    return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
  }
  return { integer, shuffled };
}

export interface SeededRandom {
  /** An integer from 0 to `below` - 1. */
  integer(below: number): number;
  /** A new array in another order. */
  shuffled<T>(items: readonly T[]): readonly T[];
}

/** The same numbers for the same seed (mulberry32; Ettinger, 2017). */
export function createSeededRandom(seed: number): SeededRandom {
  let state = seed | 0;
  function integer(below: number): number {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return Math.floor((((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32) * below);
  }
  function shuffled<T>(items: readonly T[]): readonly T[] {
    const keyed = items.map((item) => ({ item, key: integer(2 ** 31) }));
    return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
  }
  return { integer, shuffled };
}

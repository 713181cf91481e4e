/** Numbers in [0, 1) that `seed` decides (mulberry32; Ettinger, 2017). */
export function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A share of 0 to `count` - 1, at least one, in order (selection sampling; Knuth, volume 2, algorithm S). */
export function sampleOf(count: number, share: number, random: () => number): Int32Array {
  let wanted = Math.min(count, Math.max(1, Math.round(count * share)));
  const chosen = new Int32Array(wanted);
  for (let index = 0, at = 0; wanted > 0; index++) {
    if (random() * (count - index) >= wanted) continue;
    chosen[at++] = index;
    wanted--;
  }
  return chosen;
}

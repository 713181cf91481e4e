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

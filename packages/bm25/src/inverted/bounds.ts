import type { Bounds, Segment } from './segment.ts';

/**
 * How much larger than its bound a saturation may be, now that average lengths are others: by no more than the
 * average grew, since tf / (tf + k1 · (1 - b + b · length / average)) grows slower than the average does.
 */
export function drift({ averages }: Bounds, now: readonly number[]): number {
  let most = 1;
  for (let field = 0; field < now.length; field++) {
    const before = averages[field] as number;
    if (before > 0) most = Math.max(most, (now[field] as number) / before);
  }
  return most;
}

/** Too large to prune well: the bounds of the segment are due to be computed again. */
export function isStale({ bounds }: Segment, now: readonly number[]): boolean {
  return drift(bounds, now) > 1.05 || bounds.averages.some((before, field) => (now[field] as number) < before / 1.05);
}

/** More than half the distance between neighbouring numbers of 32 bits: a rounded product is never too small. */
export const UP: number = 1 + 2 ** -23;

/** Takes a few milliseconds for the largest segments. */
export function computeBounds(
  { starts, codes, termIds }: Segment,
  averages: readonly number[],
  saturations: Float64Array,
): Bounds {
  const maxima = new Float32Array(termIds.length);
  for (let list = 0; list < maxima.length; list++) {
    let largest = 0;
    for (let at = starts[list] as number; at < (starts[list + 1] as number); at++) {
      const saturation = saturations[codes[at] as number] as number;
      if (saturation > largest) largest = saturation;
    }
    maxima[list] = largest * UP;
  }
  return { averages, maxima };
}

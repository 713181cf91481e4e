import type { Token } from './analysis/index.ts';
import type { TextRange } from './highlight.ts';

/** Sums that differ by less than this share are equal: weights are added and taken away again. */
const TOLERANCE = 1e-9;

interface Worth {
  readonly weight: number;
  readonly occurrences: number;
}

/**
 * From the first to the last of the matches, no further apart than `length`, that are worth most; `undefined` where no
 * match is that short. A window moves from match to match: matches come in by their ends and leave by their starts.
 */
export function bestStretch(
  matches: readonly Token[],
  weightOf: (term: string) => number,
  length: number,
): TextRange | undefined {
  const byStart = matches.filter(({ start, end }) => end - start <= length);
  const byEnd = byStart.toSorted((one, other) => one.end - other.end);
  const inside = createTermBag(weightOf);
  let entered = 0;
  let best: { start: number; end: number; worth: Worth } | undefined;
  for (const first of byStart) {
    for (let next = byEnd[entered]; next && next.end <= first.start + length; next = byEnd[entered]) {
      inside.add(next.term);
      entered += 1;
    }
    const worth = inside.worth();
    const end = byEnd[entered - 1]?.end ?? first.end;
    if (best === undefined || isBetter(worth, best.worth)) best = { start: first.start, end, worth };
    inside.remove(first.term);
  }
  return best && { start: best.start, end: best.end };
}

function isBetter(one: Worth, other: Worth): boolean {
  const difference = one.weight - other.weight;
  if (Math.abs(difference) > TOLERANCE * Math.max(one.weight, other.weight)) return difference > 0;
  return one.occurrences > other.occurrences;
}

/** Terms with repetitions: each distinct one adds its weight once. */
function createTermBag(weightOf: (term: string) => number) {
  const counts = new Map<string, number>();
  let weight = 0;
  let occurrences = 0;
  return {
    add(term: string): void {
      const count = counts.get(term) ?? 0;
      if (count === 0) weight += weightOf(term);
      counts.set(term, count + 1);
      occurrences += 1;
    },
    remove(term: string): void {
      const count = counts.get(term) ?? 0;
      counts.set(term, count - 1);
      occurrences -= 1;
      if (count === 1) weight = occurrences === 0 ? 0 : weight - weightOf(term);
    },
    worth: (): Worth => ({ weight, occurrences }),
  };
}

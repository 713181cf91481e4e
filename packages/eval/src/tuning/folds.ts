import { seededRandom } from '@tsr/core';

/** Places of a list, from 0, dealt into `folds` parts whose sizes differ by one at most; which is where by `seed`. */
export function foldsOf(places: readonly number[], folds: number, seed: number): readonly (readonly number[])[] {
  const random = seededRandom(seed);
  const dealt = [...places];
  for (let last = dealt.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [dealt[last], dealt[other]] = [dealt[other]!, dealt[last]!];
  }
  const parts = Array.from({ length: Math.min(folds, dealt.length) }, (): number[] => []);
  for (const [index, place] of dealt.entries()) parts[index % parts.length]!.push(place);
  return parts;
}

/** What is not in the part. */
export function allBut(places: readonly number[], part: readonly number[]): readonly number[] {
  const out = new Set(part);
  return places.filter((place) => !out.has(place));
}

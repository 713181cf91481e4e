import type { SeededRandom } from '../../../tooling/random.ts';

export interface ZipfOptions {
  readonly random: SeededRandom;
  readonly vocabulary: number;
}

/** Words as language has them: the second most frequent half as often as the first, and so on. */
export function createZipfWords({ random, vocabulary }: ZipfOptions): (count: number) => readonly string[] {
  return (count) => Array.from({ length: count }, () => `w${Math.floor(vocabulary ** random.next())}`);
}

import { createRandom, type SeededRandom } from '../../../tooling/random.ts';

/** Seeded vectors in clusters, as those of texts are, each number about normal by the sum of four. */
export function clusteredVectors(count: number, dimensions: number, seed = 1): readonly Float32Array[] {
  const random = createRandom(seed);
  const centres = Array.from({ length: Math.ceil(count / 40) }, () => randomVector(dimensions, random));
  return Array.from({ length: count }, () => {
    const centre = random.pick(centres);
    const offset = randomVector(dimensions, random);
    return centre.map((value, index) => value + 0.7 * (offset[index] as number));
  });
}

function randomVector(dimensions: number, { next }: SeededRandom): Float32Array {
  return Float32Array.from({ length: dimensions }, () => next() + next() + next() + next() - 2);
}

/** Seeded vectors in clusters, as those of texts are: mulberry32 (Ettinger, 2017), about normal by the sum of four. */
export function clusteredVectors(count: number, dimensions: number, seed = 1): readonly Float32Array[] {
  const random = mulberry32(seed);
  const centres = Array.from({ length: Math.ceil(count / 40) }, () => randomVector(dimensions, random));
  return Array.from({ length: count }, () => {
    const centre = centres[Math.floor(random() * centres.length)] as Float32Array;
    const offset = randomVector(dimensions, random);
    return centre.map((value, index) => value + 0.7 * (offset[index] as number));
  });
}

function randomVector(dimensions: number, random: () => number): Float32Array {
  return Float32Array.from({ length: dimensions }, () => random() + random() + random() + random() - 2);
}

export function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

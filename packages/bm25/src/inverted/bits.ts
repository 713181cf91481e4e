/** Sets of small integers: bit `i & 31` of word `i >>> 5`. */
export type Bits = Uint32Array<ArrayBuffer>;

export const wordsFor = (size: number): number => (size + 31) >>> 5;

/** All of 0 to `size` - 1. */
export function allBits(size: number): Bits {
  const bits = new Uint32Array(wordsFor(size)).fill(0xffff_ffff);
  if (size & 31) bits[bits.length - 1] = (1 << (size & 31)) - 1;
  return bits;
}

export const hasBit = (bits: Bits, index: number): boolean =>
  (((bits[index >>> 5] as number) >>> (index & 31)) & 1) === 1;

export function setBit(bits: Bits, index: number): void {
  bits[index >>> 5] = (bits[index >>> 5] as number) | (1 << (index & 31));
}

export function clearBit(bits: Bits, index: number): void {
  bits[index >>> 5] = (bits[index >>> 5] as number) & ~(1 << (index & 31));
}

/** How many bits of a word are set. Source: H. S. Warren, Hacker's Delight, 2002, figure 5-2. */
export function popCount(word: number): number {
  let v = word - ((word >>> 1) & 0x5555_5555);
  v = (v & 0x3333_3333) + ((v >>> 2) & 0x3333_3333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}

export function countBits(bits: Bits): number {
  let count = 0;
  for (let word = 0; word < bits.length; word++) count += popCount(bits[word] as number);
  return count;
}

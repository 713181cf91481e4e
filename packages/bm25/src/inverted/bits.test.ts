import { expect, test } from 'vitest';
import { createRandom } from '../../../../tooling/random.ts';
import { allBits, clearBit, countBits, hasBit, popCount, setBit, wordsFor } from './bits.ts';

test('bits are a set of small integers', () => {
  const random = createRandom(1);
  const bits = new Uint32Array(wordsFor(1000));
  const set = new Set<number>();
  for (let step = 0; step < 5000; step++) {
    const one = random.below(1000);
    if (random.next() < 0.6) {
      setBit(bits, one);
      set.add(one);
    } else {
      clearBit(bits, one);
      set.delete(one);
    }
  }
  expect(Array.from({ length: 1000 }, (_, one) => hasBit(bits, one))).toEqual(
    Array.from({ length: 1000 }, (_, one) => set.has(one)),
  );
  expect(countBits(bits)).toBe(set.size);
});

test.each([0, 1, 31, 32, 33, 63, 64, 65_536])('all of %d are that many, and none after them', (size) => {
  const bits = allBits(size);
  expect(bits).toHaveLength(Math.ceil(size / 32));
  expect(countBits(bits)).toBe(size);
  if (size > 0) expect([hasBit(bits, 0), hasBit(bits, size - 1), hasBit(bits, size)]).toEqual([true, true, false]);
});

test('bits of a word are counted, of negative numbers too', () => {
  const random = createRandom(2);
  for (const word of [
    0,
    1,
    -1,
    0x8000_0000,
    2 ** 31 - 1,
    ...Array.from({ length: 500 }, () => random.below(2 ** 32)),
  ]) {
    const count = (word >>> 0).toString(2).replaceAll('0', '').length;
    expect([popCount(word), popCount(word | 0)]).toEqual([count, count]);
  }
});

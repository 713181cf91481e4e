import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc32 } from './static-crc32.ts';

// The check value of the CRC catalogue (CRC-32/ISO-HDLC).
test('crc32 gives the published check value', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  expect(crc32(new Uint8Array())).toBe(0);
});

test('crc32 sees every change of one bit', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.nat(), fc.nat(7), (bytes, at, bit) => {
      const altered = Uint8Array.from(bytes);
      altered[at % bytes.length]! ^= 1 << bit;
      expect(crc32(altered)).not.toBe(crc32(bytes));
    }),
    { seed: 1 },
  );
});

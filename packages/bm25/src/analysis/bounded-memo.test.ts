import { expect, test } from 'vitest';
import { boundedMemo } from './bounded-memo.ts';

test('a bounded memo computes once what it remembers, and forgets what was not asked for lately', () => {
  const computed: string[] = [];
  const memo = boundedMemo(2, (key) => {
    computed.push(key);
    return key.toUpperCase();
  });

  expect(['a', 'a', 'constructor', 'a'].map(memo)).toEqual(['A', 'A', 'CONSTRUCTOR', 'A']);
  expect(computed).toEqual(['a', 'constructor']);
  expect(['__proto__', 'a'].map(memo)).toEqual(['__PROTO__', 'A']);
  expect(computed).toEqual(['a', 'constructor', '__proto__']);
  expect(['b', 'constructor'].map(memo)).toEqual(['B', 'CONSTRUCTOR']);
  expect(computed).toEqual(['a', 'constructor', '__proto__', 'b', 'constructor']);
});

test('a bounded memo remembers that a word becomes nothing', () => {
  let computed = 0;
  const memo = boundedMemo(2, () => {
    computed += 1;
    return '';
  });
  expect(['the', 'the', 'the'].map(memo)).toEqual(['', '', '']);
  expect(computed).toBe(1);
});

test('a bounded memo computes endless words each time, and keeps none', () => {
  const computed: string[] = [];
  const memo = boundedMemo(1, (key) => {
    computed.push(key);
    return key;
  });
  const endless = 'x'.repeat(1000);
  expect(['a', endless, endless, 'a'].map(memo)).toEqual(['a', endless, endless, 'a']);
  expect(computed).toEqual(['a', endless, endless]);
});

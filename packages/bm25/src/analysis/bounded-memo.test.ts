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

import { expect, test } from 'vitest';
import { readOperators } from './query-operators.ts';

test.each([
  ['gateway +oauth -saml', ['gateway', 'oauth'], ['oauth'], ['saml']],
  ['+a\t-b\n+c', ['a', 'c'], ['a', 'c'], ['b']],
  ['state-of-the-art C++ x-1 a+b', ['state-of-the-art', 'C++', 'x-1', 'a+b'], [], []],
  ['- + -- ++', ['-', '+', '--', '++'], [], []],
  ['-', ['-'], [], []],
  ['--flag +-x', ['--flag', '+-x'], [], []],
  ['-only', [], [], ['only']],
  ['', [], [], []],
])('reads the signs of %o', (query, words, required, excluded) => {
  const read = readOperators(query);
  expect({ ...read, text: read.text.split(/\s+/u).filter(Boolean) }).toEqual({ text: words, required, excluded });
});

import { expect, test } from 'vitest';
import { beginning } from './beginning.ts';

test('keeps what is short enough as it is', () => {
  expect(beginning('ab cd', 5)).toBe('ab cd');
});

test('ends before a word that would be cut through', () => {
  expect(beginning('ab cd ef', 7)).toBe('ab cd');
  expect(beginning('ab cd ef', 5)).toBe('ab cd');
});

test('cuts anywhere in a text without spaces', () => {
  expect(beginning('x'.repeat(1000), 500)).toHaveLength(500);
  expect(beginning(`a ${'x'.repeat(1000)}`, 500)).toHaveLength(500);
});

import { expect, test } from 'vitest';
import { invalidArgument, outOfRange, shown, TsrError } from './errors.ts';

test('a caller mistake is a TypeError or RangeError with one code', () => {
  expect(invalidArgument('a')).toBeInstanceOf(TypeError);
  expect(outOfRange('a')).toBeInstanceOf(RangeError);
  expect([invalidArgument('a').message, outOfRange('b').message]).toEqual(['a', 'b']);
  for (const error of [invalidArgument('a'), outOfRange('a')]) {
    expect(error).toHaveProperty('code', 'TSR_INVALID_ARGUMENT');
  }
});

test('a failure is a TsrError with code and cause', () => {
  const cause = new Error('disk full');
  const error = new TsrError('TSR_IO', 'collection: not written', { cause });
  expect(error).toBeInstanceOf(Error);
  expect([error.name, error.code, error.message, error.cause]).toEqual([
    'TsrError',
    'TSR_IO',
    'collection: not written',
    cause,
  ]);
});

test('shown gives any value on one short line', () => {
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  const values = ['a\nb', 1, undefined, null, { a: 1 }, () => 1, circular, 10n, Symbol('s')];
  expect(values.map(shown)).toEqual([
    '"a\\nb"',
    '1',
    'undefined',
    'null',
    '{"a":1}',
    'a function',
    'an object',
    '10',
    'Symbol(s)',
  ]);
  expect(shown('x'.repeat(1000))).toBe(`"${'x'.repeat(59)}… (1002 characters)`);
});

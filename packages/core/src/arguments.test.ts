import { describe, expect, test } from 'vitest';
import { checkCount, checkDocuments, checkId, checkQuery, checkSearchOptions, isBlank } from './arguments.ts';
import type { Document } from './contracts.ts';

const refused = expect.objectContaining({ code: 'TSR_INVALID_ARGUMENT' });

describe('checkDocuments', () => {
  test.each<[string, unknown, string]>([
    ['no array', { id: 'a', content: '' }, 'index: documents is {"id":"a","content":""}; pass an array'],
    ['null', [null], 'index: document 0 is null'],
    ['no id', [{ content: '' }], 'index: id of document 0 is undefined; pass a string'],
    ['an empty id', [{ id: '', content: '' }], 'index: id of document 0 is empty'],
    ['a lone surrogate', [{ id: 'a\ud800', content: '' }], 'index: id of document 0 has a lone surrogate'],
    ['no content', [{ id: 'a' }], 'index: document 0 ("a"): content is undefined'],
    ['a title that is no string', [{ id: 'a', content: '', title: 1 }], 'document 0 ("a"): title is 1'],
    [
      'metadata that is an array',
      [{ id: 'a', content: '', metadata: [] }],
      '("a"): metadata is []; pass a flat object',
    ],
    ['NaN in metadata', [{ id: 'a', content: '', metadata: { n: Number.NaN } }], '("a"): metadata.n is NaN'],
    ['nested metadata', [{ id: 'a', content: '', metadata: { n: { m: 1 } } }], '("a"): metadata.n is {"m":1}'],
    ['nested arrays', [{ id: 'a', content: '', metadata: { n: [[1]] } }], '("a"): metadata.n is [[1]]'],
    ['undefined in metadata', [{ id: 'a', content: '', metadata: { n: undefined } }], 'metadata.n is undefined'],
    ['an id twice', [doc('a'), doc('b'), doc('a')], 'index: documents 0 and 2 have the same id "a"; keep one'],
  ])('refuses %s and names index and id', (_, documents, message) => {
    expect(() => checkDocuments('index', documents as Document[])).toThrow(refused);
    expect(() => checkDocuments('index', documents as Document[])).toThrow(message);
  });

  test('takes documents with every type of metadata, and hands back the same array', () => {
    const metadata = { a: 'x', b: 1, c: true, d: null, e: [], f: ['x', 1, false, null] };
    const documents = [{ id: 'a', content: '', title: '', metadata }];
    expect(checkDocuments('index', documents)).toBe(documents);
  });

  test('takes ids that are names of properties', () => {
    expect(checkDocuments('index', ['__proto__', 'constructor', 'toString'].map(doc))).toHaveLength(3);
  });
});

describe('checkId', () => {
  test('counts UTF-8 bytes: 512 are taken, 513 refused', () => {
    for (const [character, most] of [
      ['x', 512],
      ['é', 256],
      ['€', 170],
      ['😀', 128],
    ] as const) {
      expect(checkId('index', character.repeat(most), 'document 0')).toHaveLength(most * character.length);
      expect(() => checkId('index', character.repeat(most + 1), 'document 0')).toThrow(RangeError);
    }
  });
});

describe('checkQuery', () => {
  test('takes a string, a text, and a text with a vector', () => {
    const vector = Float32Array.of(1, 2);
    expect(checkQuery('index', 'token')).toEqual({ text: 'token' });
    expect(checkQuery('index', { text: 'token', vector })).toEqual({ text: 'token', vector });
  });

  test.each([undefined, null, 1, {}, { text: 1 }, { text: 'a', vector: [1] }])('refuses %j', (query) => {
    expect(() => checkQuery('index', query as never)).toThrow(refused);
  });

  test('knows blank queries; one with a vector is not blank', () => {
    expect(isBlank({ text: ' \t\n\u3000' })).toBe(true);
    expect(isBlank({ text: 'a' })).toBe(false);
    expect(isBlank({ text: '', vector: Float32Array.of(1) })).toBe(false);
  });
});

describe('checkSearchOptions', () => {
  test('fills in topK and compiles the filter', () => {
    const { topK, matches } = checkSearchOptions('index', { filter: { a: 1 } });
    expect(topK).toBe(10);
    expect(matches?.({ a: 1 })).toBe(true);
    expect(matches?.({ a: 2 })).toBe(false);
  });

  test('has no predicate where everything matches', () => {
    expect(checkSearchOptions('index', {}).matches).toBeUndefined();
  });
});

test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '3', null])('checkCount refuses %j', (value) => {
  const check = () => checkCount('index', 'topK', value as number);
  expect(check).toThrow(RangeError);
  expect(check).toThrow(/^index: topK is .*; pass a positive integer$/);
});

function doc(id: string): Document {
  return { id, content: '' };
}

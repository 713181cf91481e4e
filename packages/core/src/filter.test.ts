import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Filter, Metadata } from './contracts.ts';
import { compileFilter } from './filter.ts';
import { evaluateNaively } from './naive-filter.fixture.ts';

const document: Metadata = {
  product: 'gateway',
  year: 2024,
  tags: ['oauth', 'token'],
  draft: false,
  reviewer: null,
  none: [],
};

describe('compileFilter', () => {
  test.each<[string, Filter, boolean]>([
    ['everything matches the empty filter', {}, true],
    ['a value is an equality', { product: 'gateway' }, true],
    ['fields are ANDed', { product: 'gateway', year: 2023 }, false],
    ['operators of a field are ANDed', { year: { $gt: 2023, $lt: 2025 } }, true],
    ['a number is not its string', { year: '2024' }, false],
    ['true is not 1', { draft: 0 }, false],
    ['$eq is the value itself', { year: { $eq: 2024 } }, true],
    ['$ne is false for the value', { year: { $ne: 2024 } }, false],
    ['$ne is true for a missing field', { author: { $ne: 'Ada' } }, true],
    ['$in has one of the values', { year: { $in: [2023, 2024] } }, true],
    ['$in of nothing is false', { year: { $in: [] } }, false],
    ['$nin has none of the values', { year: { $nin: [2023, 2024] } }, false],
    ['$nin is true for a missing field', { author: { $nin: ['Ada'] } }, true],
    ['$gte includes the bound', { year: { $gte: 2024 } }, true],
    ['$gt excludes the bound', { year: { $gt: 2024 } }, false],
    ['$lte includes the bound', { year: { $lte: 2024 } }, true],
    ['$lt excludes the bound', { year: { $lt: 2024 } }, false],
    ['a number is compared with no string', { product: { $gt: 0 } }, false],
    ['a string is compared with no number', { year: { $gt: '0' } }, false],
    ['strings are compared by bytes', { product: { $gt: 'Gateway' } }, true],
    ['a missing field is not null', { author: null }, false],
    ['null is null', { reviewer: null }, true],
    ['null exists', { reviewer: { $exists: true } }, true],
    ['a missing field does not exist', { author: { $exists: true } }, false],
    ['$exists: false asks for a missing field', { author: { $exists: false } }, true],
    ['an inherited property does not exist', { toString: { $exists: true } } as unknown as Filter, false],
    ['an array matches if any element does', { tags: 'token' }, true],
    ['$ne of an array is its complement', { tags: { $ne: 'token' } }, false],
    ['an empty array matches no value', { none: null }, false],
    ['an empty array exists', { none: { $exists: true } }, true],
    ['$not of a field is the complement', { year: { $not: { $gt: 2024 } } }, true],
    ['$not of a filter is the complement', { $not: { product: 'gateway' } }, false],
    ['$and of nothing is true', { $and: [] }, true],
    ['$or of nothing is false', { $or: [] }, false],
    ['$or is true if one is', { $or: [{ year: 1 }, { tags: 'oauth' }] }, true],
    ['$or is ANDed with its neighbours', { $or: [{ year: 2024 }], product: 'other' }, false],
  ])('%s', (_, filter, expected) => {
    expect(compileFilter(filter)(document)).toBe(expected);
  });

  test('orders strings by UTF-8 bytes, not by UTF-16 units', () => {
    expect(compileFilter({ name: { $gt: '\uffff' } })({ name: '\u{10000}' })).toBe(true);
  });

  test('takes missing metadata for none', () => {
    expect(compileFilter({ year: { $exists: false } })(undefined)).toBe(true);
    expect(compileFilter({ year: 2024 })(undefined)).toBe(false);
  });

  test('does not look at the filter again', () => {
    const filter = { year: { $in: [2024] } };
    const matches = compileFilter(filter);
    filter.year.$in.push(1999);
    expect(matches({ year: 1999 })).toBe(false);
  });
});

const scalar = fc.constantFrom('a', 'b', '1', '\uffff', '\u{10000}', 0, 1, 2, -1, true, false, null);
const field = fc.constantFrom('f', 'g', 'h');
const metadata = fc.dictionary(field, fc.oneof(scalar, fc.array(scalar, { maxLength: 3 })), { maxKeys: 3 });
const bound = fc.constantFrom('a', 'b', '\uffff', 0, 1, 2);
const { filter } = fc.letrec<{ filter: Filter; condition: unknown }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    fc.record(
      { $eq: scalar, $ne: scalar, $gt: bound, $gte: bound, $lt: bound, $lte: bound, $exists: fc.boolean() },
      { requiredKeys: ['$eq'] },
    ),
    fc.record({ $in: fc.array(scalar, { maxLength: 3 }) }),
    fc.record({ $nin: fc.array(scalar, { maxLength: 3 }) }),
    fc.record({ $gt: bound }),
    fc.record({ $lte: bound }),
    fc.record({ $not: fc.record({ $gte: bound }) }),
  ),
  filter: fc.oneof(
    { maxDepth: 3 },
    fc.dictionary(field, tie('condition'), { maxKeys: 2 }) as fc.Arbitrary<Filter>,
    fc.record({ $and: fc.array(tie('filter'), { maxLength: 3 }) }),
    fc.record({ $or: fc.array(tie('filter'), { maxLength: 3 }) }),
    fc.record({ $not: tie('filter') }),
  ),
}));

describe('a filter, against evaluation by the book', () => {
  test('decides alike for any filter and metadata', () => {
    const check = (one: Filter, values: Metadata) => {
      expect(compileFilter(one)(values)).toBe(evaluateNaively(one, values));
    };
    fc.assert(fc.property(filter, metadata, check), { seed: 3, numRuns: 5_000 });
  });

  test('and its $not are exact complements', () => {
    const check = (one: Filter, values: Metadata) => {
      expect(compileFilter({ $not: one })(values)).toBe(!compileFilter(one)(values));
    };
    fc.assert(fc.property(filter, metadata, check), { seed: 4, numRuns: 1_000 });
  });
});

import { describe, expect, test } from 'vitest';
import { FILTER_LIMITS, parseFilter } from './filter-parse.ts';

describe('parseFilter', () => {
  test('brings a filter into normal form', () => {
    expect(parseFilter({ year: { $ne: 2024 }, lang: 'en' })).toEqual({
      type: 'and',
      children: [
        { type: 'not', child: { type: 'in', field: 'year', values: [2024] } },
        { type: 'in', field: 'lang', values: ['en'] },
      ],
    });
  });

  test('unwraps a single condition', () => {
    expect(parseFilter({ year: { $gte: 2024 } })).toEqual({
      type: 'compare',
      field: 'year',
      operator: '$gte',
      value: 2024,
    });
  });

  test.each<[string, unknown, string]>([
    ['null', null, 'filter is null'],
    ['a string', 'year = 2024', 'filter is "year = 2024"'],
    ['an array', [], 'filter is []'],
    ['an unknown operator', { year: { $regex: '2' } }, 'filter.year.$regex: "$regex" is no operator'],
    ['an operator where a field stands', { $gt: 1 }, 'filter.$gt is not an operator; at this place'],
    ['a condition without operator', { year: {} }, 'filter.year has no operator'],
    ['a field inside a condition', { a: { b: 1 } }, 'filter.a.b: "b" is no operator'],
    ['undefined for a value', { year: undefined }, 'filter.year is undefined'],
    ['NaN', { year: Number.NaN }, 'filter.year is NaN'],
    ['an infinite bound', { year: { $gt: Number.POSITIVE_INFINITY } }, 'filter.year.$gt is Infinity'],
    ['a boolean bound', { year: { $gt: true } }, 'filter.year.$gt is true; pass a string or a finite number'],
    ['an array for a value', { year: [2024] }, 'filter.year is [2024]'],
    ['$in without an array', { year: { $in: 2024 } }, 'filter.year.$in is 2024; pass an array'],
    ['an object in $in', { year: { $in: [2024, {}] } }, 'filter.year.$in[1] is {}'],
    ['$and without an array', { $and: {} }, 'filter.$and is {}; pass an array'],
    ['no filter in $or', { $or: [{}, 1] }, 'filter.$or[1] is 1'],
    ['$exists without a boolean', { year: { $exists: 'yes' } }, 'filter.year.$exists is "yes"'],
    ['a value in $not', { year: { $not: 2024 } }, 'filter.year.$not is 2024'],
  ])('refuses %s and says where', (_, filter, message) => {
    expect(() => parseFilter(filter)).toThrow(
      expect.objectContaining({ name: 'TypeError', code: 'TSR_INVALID_ARGUMENT' }),
    );
    expect(() => parseFilter(filter)).toThrow(message);
  });
});

describe('the limits of a filter', () => {
  function nested(depth: number): unknown {
    return depth === 1 ? {} : { $not: nested(depth - 1) };
  }

  test.each<[string, unknown, unknown]>([
    ['depth', nested(FILTER_LIMITS.depth), nested(FILTER_LIMITS.depth + 1)],
    ['conditions', wide(FILTER_LIMITS.conditions), wide(FILTER_LIMITS.conditions + 1)],
    ['values', { a: { $in: many(FILTER_LIMITS.values) } }, { a: { $in: many(FILTER_LIMITS.values + 1) } }],
    ['values of all lists together', lists(2), lists(3)],
  ])('%s: the last that fits is taken, the next refused with a RangeError', (_, fits, tooLarge) => {
    expect(() => parseFilter(fits)).not.toThrow();
    expect(() => parseFilter(tooLarge)).toThrow(
      expect.objectContaining({ name: 'RangeError', code: 'TSR_INVALID_ARGUMENT' }),
    );
  });

  test('empty filters in a list count as well', () => {
    const list = (length: number) => ({ $or: Array.from({ length }, () => ({})) });
    expect(() => parseFilter(list(FILTER_LIMITS.conditions - 1))).not.toThrow();
    expect(() => parseFilter(list(FILTER_LIMITS.conditions))).toThrow(RangeError);
  });

  test('a filter of any depth is refused without exhausting the stack', () => {
    let filter: unknown = {};
    for (let i = 0; i < 100_000; i++) filter = { $not: filter };
    expect(() => parseFilter(filter)).toThrow('nested more than 16 deep');
  });

  test('the depth of a field counts too', () => {
    let condition: unknown = { $exists: true };
    for (let i = 0; i < 20; i++) condition = { $not: condition };
    expect(() => parseFilter({ year: condition })).toThrow('nested more than 16 deep');
  });
});

function many(count: number): readonly number[] {
  return Array.from({ length: count }, (_, n) => n);
}

function wide(count: number): unknown {
  return Object.fromEntries(many(count).map((n) => [`field${n}`, n]));
}

function lists(count: number): unknown {
  return { $or: many(count).map(() => ({ a: { $nin: many(FILTER_LIMITS.values / 2) } })) };
}

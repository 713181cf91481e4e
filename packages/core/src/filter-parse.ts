import type { Filter, FilterScalar } from './contracts.ts';
import { invalidArgument, outOfRange, shown } from './errors.ts';

export type ComparisonOperator = '$gt' | '$gte' | '$lt' | '$lte';

/** A filter in normal form: `$eq` is `in` of one value, `$ne` and `$nin` are `not`. For engines that translate it. */
export type FilterNode =
  | { readonly type: 'and' | 'or'; readonly children: readonly FilterNode[] }
  | { readonly type: 'not'; readonly child: FilterNode }
  | { readonly type: 'in'; readonly field: string; readonly values: readonly FilterScalar[] }
  | { readonly type: 'exists'; readonly field: string; readonly value: boolean }
  | {
      readonly type: 'compare';
      readonly field: string;
      readonly operator: ComparisonOperator;
      readonly value: string | number;
    };

/** How large a filter may be. */
export const FILTER_LIMITS = { depth: 16, conditions: 1_000, values: 10_000 } as const;

interface Budget {
  conditions: number;
  values: number;
}

/**
 * Checks a filter and brings it into normal form. The one way in for filters from outside.
 *
 * @throws TypeError (`TSR_INVALID_ARGUMENT`) for a wrong shape, RangeError above {@link FILTER_LIMITS}.
 */
export function parseFilter(filter: Filter | unknown): FilterNode {
  return parseObject(filter, 'filter', 1, { conditions: FILTER_LIMITS.conditions, values: FILTER_LIMITS.values });
}

function parseObject(filter: unknown, at: string, depth: number, budget: Budget): FilterNode {
  const entries = entriesOf(filter, at);
  if (depth > FILTER_LIMITS.depth) throw outOfRange(`${shown(at)} is nested more than ${FILTER_LIMITS.depth} deep`);
  return and(entries.map(([key, value]) => parseEntry(key, value, `${at}.${key}`, depth, budget)));
}

function parseEntry(key: string, value: unknown, at: string, depth: number, budget: Budget): FilterNode {
  spend(budget, 'conditions', 1, at);
  if (key === '$and' || key === '$or') {
    if (!Array.isArray(value)) throw invalidArgument(`${at} is ${shown(value)}; pass an array of filters`);
    spend(budget, 'conditions', value.length, at);
    const children = value.map((child, index) => parseObject(child, `${at}[${index}]`, depth + 1, budget));
    return { type: key === '$and' ? 'and' : 'or', children };
  }
  if (key === '$not') return { type: 'not', child: parseObject(value, at, depth + 1, budget) };
  if (key.startsWith('$')) {
    throw invalidArgument(`${at} is not an operator; at this place $and, $or, $not or a field name may stand`);
  }
  return parseField(key, value, at, depth + 1, budget);
}

function parseField(field: string, condition: unknown, at: string, depth: number, budget: Budget): FilterNode {
  if (isScalar(condition)) return { type: 'in', field, values: [condition] };
  const entries = entriesOf(condition, at);
  if (entries.length === 0) throw invalidArgument(`${at} has no operator; pass a value, or { $eq: … } and the like`);
  if (depth > FILTER_LIMITS.depth) throw outOfRange(`${shown(at)} is nested more than ${FILTER_LIMITS.depth} deep`);
  return and(entries.map(([key, value]) => parseOperator(field, key, value, `${at}.${key}`, depth, budget)));
}

function parseOperator(
  field: string,
  operator: string,
  value: unknown,
  at: string,
  depth: number,
  budget: Budget,
): FilterNode {
  spend(budget, 'conditions', 1, at);
  switch (operator) {
    case '$eq':
      return { type: 'in', field, values: [scalar(value, at)] };
    case '$ne':
      return { type: 'not', child: { type: 'in', field, values: [scalar(value, at)] } };
    case '$in':
      return { type: 'in', field, values: scalars(value, at, budget) };
    case '$nin':
      return { type: 'not', child: { type: 'in', field, values: scalars(value, at, budget) } };
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return { type: 'compare', field, operator, value: comparable(value, at) };
    case '$exists':
      if (typeof value !== 'boolean') throw invalidArgument(`${at} is ${shown(value)}; pass true or false`);
      return { type: 'exists', field, value };
    case '$not':
      return { type: 'not', child: parseField(field, entriesObject(value, at), at, depth + 1, budget) };
    default:
      throw invalidArgument(
        `${at}: ${shown(operator)} is no operator; use $eq $ne $gt $gte $lt $lte $in $nin $exists or $not`,
      );
  }
}

function and(children: readonly FilterNode[]): FilterNode {
  return children.length === 1 ? (children[0] as FilterNode) : { type: 'and', children };
}

function entriesOf(value: unknown, at: string): readonly [string, unknown][] {
  return Object.entries(entriesObject(value, at));
}

function entriesObject(value: unknown, at: string): object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw invalidArgument(`${at} is ${shown(value)}; pass a string, finite number, boolean, null or an object`);
}

/** A value that filters and metadata may hold. */
export function isScalar(value: unknown): value is FilterScalar {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

function scalar(value: unknown, at: string): FilterScalar {
  if (isScalar(value)) return value;
  throw invalidArgument(`${at} is ${shown(value)}; pass a string, finite number, boolean or null`);
}

function scalars(value: unknown, at: string, budget: Budget): readonly FilterScalar[] {
  if (!Array.isArray(value)) throw invalidArgument(`${at} is ${shown(value)}; pass an array of values`);
  spend(budget, 'values', value.length, at);
  return value.map((element, index) => scalar(element, `${at}[${index}]`));
}

function comparable(value: unknown, at: string): string | number {
  if (typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))) return value;
  throw invalidArgument(`${at} is ${shown(value)}; pass a string or a finite number`);
}

function spend(budget: Budget, what: keyof Budget, count: number, at: string): void {
  budget[what] -= count;
  if (budget[what] < 0) throw outOfRange(`${shown(at)}: filter has more than ${FILTER_LIMITS[what]} ${what}`);
}

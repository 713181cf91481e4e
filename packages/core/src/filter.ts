import type { Filter, FilterScalar, Metadata, MetadataScalar } from './contracts.ts';
import { type ComparisonOperator, type FilterNode, parseFilter } from './filter-parse.ts';
import { compareIds } from './ranking.ts';

/** Does a document with this metadata match? Missing metadata is an empty object. */
export type FilterPredicate = (metadata: Metadata | undefined) => boolean;

/**
 * A filter as a function. Checks the filter first: throws what {@link parseFilter} throws.
 *
 * @example
 * compileFilter({ year: { $gte: 2024 } })({ year: 2025 }) // true
 */
export function compileFilter(filter: Filter): FilterPredicate {
  const matches = compileNode(parseFilter(filter));
  return (metadata = {}) => matches(metadata);
}

type Matcher = (metadata: Metadata) => boolean;

function compileNode(node: FilterNode): Matcher {
  switch (node.type) {
    case 'and': {
      const children = node.children.map(compileNode);
      return (metadata) => children.every((matches) => matches(metadata));
    }
    case 'or': {
      const children = node.children.map(compileNode);
      return (metadata) => children.some((matches) => matches(metadata));
    }
    case 'not': {
      const child = compileNode(node.child);
      return (metadata) => !child(metadata);
    }
    case 'exists':
      return (metadata) => Object.hasOwn(metadata, node.field) === node.value;
    case 'in': {
      const allowed = new Set<FilterScalar>(node.values);
      return anyElement(node.field, (value) => allowed.has(value));
    }
    case 'compare':
      return anyElement(node.field, comparison(node.operator, node.value));
  }
}

/** A scalar is an array of one; a missing field an array of none. */
function anyElement(field: string, test: (value: MetadataScalar) => boolean): Matcher {
  return (metadata) => {
    const value = Object.hasOwn(metadata, field) ? metadata[field] : undefined;
    if (value === undefined) return false;
    return Array.isArray(value) ? value.some(test) : test(value as MetadataScalar);
  };
}

const accepts: Record<ComparisonOperator, (order: number) => boolean> = {
  $gt: (order) => order > 0,
  $gte: (order) => order >= 0,
  $lt: (order) => order < 0,
  $lte: (order) => order <= 0,
};

function comparison(operator: ComparisonOperator, bound: string | number): (value: MetadataScalar) => boolean {
  const accept = accepts[operator];
  if (typeof bound === 'number') return (value) => typeof value === 'number' && accept(value - bound);
  return (value) => typeof value === 'string' && accept(compareIds(value, bound));
}

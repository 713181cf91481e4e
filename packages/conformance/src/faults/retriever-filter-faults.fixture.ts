import { compileFilter, type Document, type Filter } from '@tsr/core';
import type { RetrieverSubject } from '../subject.ts';
import type { Fault } from './fault.fixture.ts';

import { faulty } from './faulty-bm25.fixture.ts';

/** Filters after the search with a predicate of its own, which is given `topK` to spare. */
function filtering(
  caughtBy: string,
  name: string,
  matches: (filter: Filter, metadata: Document['metadata']) => boolean,
  depth = 1000,
): Fault<RetrieverSubject> {
  return faulty(caughtBy, name, (search) => async (query, options = {}) => {
    const { filter = {}, ...rest } = options;
    compileFilter(filter);
    const { length } = await search('token', { topK: options.topK });
    const found = await search(query, { ...rest, topK: depth });
    const limit = options.topK ?? Math.max(10, length);
    return found.filter(({ document }) => matches(filter, document.metadata)).slice(0, limit);
  });
}

/** The filter with every scalar replaced, and applied to metadata whose scalars are. */
function through(change: (value: unknown) => unknown): (filter: Filter, metadata: Document['metadata']) => boolean {
  return (filter, metadata = {}) => compileFilter(map(filter, change) as Filter)(map(metadata, change) as never);
}

function map(value: unknown, change: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((part) => map(part, change));
  if (typeof value !== 'object' || value === null) return change(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, key === '$exists' ? part : map(part, change)]),
  );
}

const filters = 'filters as compileFilter says, without coercion';

export const retrieverFilterFaults: readonly Fault<RetrieverSubject>[] = [
  filtering(
    'filters before the cut: a filter never costs results that exist',
    'filters the best 50',
    (filter, metadata) => compileFilter(filter)(metadata),
    50,
  ),
  filtering(
    filters,
    'compares numbers and strings as strings',
    through((value) => (typeof value === 'number' ? String(value) : value)),
  ),
  filtering(
    filters,
    'ignores case',
    through((value) => (typeof value === 'string' ? value.toLowerCase() : value)),
  ),
  filtering(filters, 'takes a missing field for null', (filter, metadata = {}) =>
    compileFilter(filter)({ note: null, ...metadata }),
  ),
  filtering(
    filters,
    'never matches a document that lacks the field',
    (filter, metadata = {}) =>
      Object.keys(filter).every((field) => field.startsWith('$') || field in metadata) &&
      compileFilter(filter)(metadata),
  ),
  filtering(filters, 'sees the first element of an array only', (filter, metadata = {}) =>
    compileFilter(filter)(
      Object.fromEntries(
        Object.entries(metadata).map(([field, value]) => [field, Array.isArray(value) ? value.slice(0, 1) : value]),
      ),
    ),
  ),
];

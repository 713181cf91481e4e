import { compileFilter } from '@tsr/core';
import type { RetrieverSubject } from '../subject.ts';
import type { Fault } from './fault.fixture.ts';

import { faulty, textOf } from './faulty-bm25.fixture.ts';
export const retrieverArgumentFaults: readonly Fault<RetrieverSubject>[] = [
  faulty(
    'refuses a topK that is no positive integer with a RangeError',
    'takes topK 0 for 10',
    (search) => (query, options) => search(query, { ...options, topK: options?.topK || 10 }),
  ),
  faulty(
    'refuses a topK that is no positive integer with a RangeError',
    'rounds topK',
    (search) => (query, options) => search(query, { ...options, topK: Math.ceil(options?.topK ?? 10) }),
  ),
  faulty(
    'refuses a query of a wrong type',
    'searches for the string of anything',
    (search) => (query, options) =>
      search(typeof (query as { text?: unknown })?.text === 'string' ? query : String(query), options),
  ),
  faulty(
    'refuses a filter that is none',
    'ignores filters that it does not understand',
    (search) =>
      async (query, options = {}) => {
        try {
          compileFilter(options.filter ?? {});
          return await search(query, options);
        } catch {
          const { filter: _, ...rest } = options;
          return search(query, rest);
        }
      },
  ),
  faulty(
    'finds nothing for a blank query',
    'returns everything for a blank query',
    (search) => (query, options) => search(textOf(query)?.trim() === '' ? 'access token' : query, options),
  ),
  faulty(
    'notes a blank query, or one that analysis leaves empty, in the trace',
    'says nothing of a blank query',
    (search) =>
      (query, options = {}) => {
        const { trace: _, ...rest } = options;
        return search(query, rest);
      },
  ),
  faulty('takes any string as a query', 'makes a regular expression of the query', (search) => (query, options) => {
    new RegExp(textOf(query));
    return search(query, options);
  }),
  faulty('takes any string as a query', 'makes a URL of the query', (search) => async (query, options) => {
    encodeURIComponent(textOf(query));
    return search(query, options);
  }),
  faulty(
    'takes a query as { text } and as { text, vector }',
    'finds nothing for a query with a vector',
    (search) => async (query, options) =>
      typeof query === 'object' && query?.vector instanceof Float32Array ? [] : search(query, options),
  ),
  faulty(
    'finds nothing in an empty index, and one document in an index of one',
    'weighs a word that all documents have 0',
    (search, documents) => async (query, options) => (documents.length < 2 ? [] : search(query, options)),
  ),
  faulty(
    'finds nothing in an empty index, and one document in an index of one',
    'fails on an empty index',
    (search, documents) => async (query, options) => {
      if (documents.length === 0) throw new Error('division by zero');
      return search(query, options);
    },
  ),
];

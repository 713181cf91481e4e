import {
  compareIds,
  compileFilter,
  type Document,
  defineRetriever,
  type Filter,
  type Query,
  type Ranking,
  type Retriever,
  type SearchOptions,
} from '@tsr/core';
import { createNaiveBm25 } from '@tsr/core/testing';
import type { RetrieverSubject } from '../subject.ts';
import { altered, type Fault, turns } from './fault.fixture.ts';

type Search = (query: Query, options?: SearchOptions) => Promise<Ranking>;

/** A naive BM25 whose search is replaced. */
function faulty(
  caughtBy: string,
  name: string,
  spoil: (search: Search, documents: readonly Document[]) => Search,
): Fault<RetrieverSubject> {
  return caught(caughtBy, name, (documents) => {
    const healthy = createNaiveBm25({ documents });
    return altered<Retriever>(healthy, { search: spoil(healthy.search, documents) });
  });
}

function caught(caughtBy: string, name: string, create: RetrieverSubject['create']): Fault<RetrieverSubject> {
  return { caughtBy, subject: { name, create } };
}

/** A naive BM25 whose results are changed on their way out. */
function output(caughtBy: string, name: string, spoil: (ranking: Ranking) => Ranking): Fault<RetrieverSubject> {
  return faulty(caughtBy, name, (search) => async (query, options) => spoil(await search(query, options)));
}

const textOf = (query: Query): string => (typeof query === 'string' ? query : query.text);
const utf16 = (a: string, b: string): number => (a < b ? -1 : 1);

export const retrieverRankingFaults: readonly Fault<RetrieverSubject>[] = [
  caught('has a name, and a fusion weight in (0, 1) if any', 'has an empty name', (documents) =>
    altered<Retriever>(createNaiveBm25({ documents }), { name: '' }),
  ),
  caught('has a name, and a fusion weight in (0, 1) if any', 'asks for all of the weight', (documents) =>
    altered<Retriever>(createNaiveBm25({ documents }), { fusionWeight: 1 }),
  ),
  output('finds documents by their own words', 'finds nothing', () => []),
  faulty(
    'returns at most topK documents, 10 by default',
    'ignores topK',
    (search) => (query, options) => search(query, { ...options, topK: 1000 }),
  ),
  faulty(
    'returns at most topK documents, 10 by default',
    'returns 20 by default',
    (search) => (query, options) => search(query, { ...options, topK: options?.topK ?? 20 }),
  ),
  output('gives every document a finite score', 'gives the last document NaN', (ranking) =>
    ranking.map((item, index) => (index === ranking.length - 1 ? { ...item, score: Number.NaN } : item)),
  ),
  output('returns no id twice', 'returns the last document twice', (ranking) => [...ranking, ...ranking.slice(-1)]),
  output('orders by tier, then by score descending', 'puts the worst first', (ranking) => ranking.toReversed()),
  output('orders equal scores by the UTF-8 bytes of the id', 'orders ties by UTF-16 units', (ranking) =>
    ranking.toSorted((a, b) => b.score - a.score || utf16(a.document.id, b.document.id)),
  ),
  output('orders equal scores by the UTF-8 bytes of the id', 'orders ties backwards', (ranking) =>
    ranking.toSorted((a, b) => b.score - a.score || compareIds(b.document.id, a.document.id)),
  ),
  faulty(
    'gives documents of equal text equal scores, and breaks the tie before the cut',
    'cuts before it breaks ties',
    (search, documents) =>
      async (query, options = {}) => {
        const place = new Map(documents.map(({ id }, index) => [id, index]));
        const all = await search(query, { ...options, topK: 1000 });
        const found = all.toSorted(
          (a, b) => b.score - a.score || (place.get(a.document.id) ?? 0) - (place.get(b.document.id) ?? 0),
        );
        const kept = new Set(found.slice(0, (await search(query, options)).length));
        return all.filter((item) => kept.has(item));
      },
  ),
  output('returns documents as they were given', 'loses metadata', (ranking) =>
    ranking.map((item) => ({ ...item, document: { id: item.document.id, content: item.document.content } })),
  ),
  output('returns documents as they were given', 'mixes up the documents of the first two', ([a, b, ...rest]) =>
    a && b ? [{ ...a, document: { ...b.document, id: a.document.id } }, b, ...rest] : [],
  ),
  output('returns all that match where topK is above their number', 'never returns more than 10', (ranking) =>
    ranking.slice(0, 10),
  ),
  faulty(
    'returns the head of the longer ranking for a smaller topK',
    'scores anew for each topK',
    (search) =>
      async (query, options = {}) => {
        const ranking = await search(query, { ...options, topK: 1000 });
        const { length } = await search(query, options);
        const [best, ...rest] = ranking;
        return best ? [best, ...rest].slice(0, length).map((item) => ({ ...item, score: item.score / length })) : [];
      },
  ),
];

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

export const retrieverPurityFaults: readonly Fault<RetrieverSubject>[] = [
  faulty(
    'never writes to documents, query or options',
    'sorts the documents of its caller',
    (search, documents) => (query, options) => {
      (documents as Document[]).sort((a, b) => utf16(a.id, b.id));
      return search(query, options);
    },
  ),
  faulty(
    'never writes to documents, query or options',
    'fills defaults into the options of its caller',
    (search) =>
      async (query, options = {}) => {
        if (options.filter) Object.assign(options, { topK: options.topK ?? 10 });
        return search(query, options);
      },
  ),
  caught('does not look at the array of documents again', 'indexes at the first search', (documents) =>
    altered<Retriever>(createNaiveBm25({ documents }), {
      search: (query, options) => createNaiveBm25({ documents }).search(query, options),
    }),
  ),
  faulty('leaves a returned ranking to the caller', 'hands out its cache', (search) => {
    const cache = new Map<string, Ranking>();
    return async (query, options = {}) => {
      const { signal: _, trace: __, ...rest } = options;
      const key = JSON.stringify([query, rest]);
      const ranking = (options.signal ? undefined : cache.get(key)) ?? (await search(query, options));
      cache.set(key, ranking);
      return ranking;
    };
  }),
  faulty('gives the same ranking for the same search again', 'drifts from search to search', (search) => {
    let searches = 0;
    return async (query, options) => {
      searches += 1;
      return (await search(query, options)).map((item) => ({ ...item, score: item.score + searches }));
    };
  }),
  caught(
    'gives the same ranking for the same documents, inserted in the same order',
    'is seeded by the count of its kind',
    nthOfItsKind(),
  ),
  faulty(
    'gives the same ranking for the same documents in any order of insertion',
    'prefers what was inserted first',
    (search, documents) => async (query, options) => {
      const first = documents[0]?.id;
      const ranking = await search(query, options);
      return ranking.map((item) => ({ ...item, score: item.score * (first === 'oauth-setup' ? 1 : 2) }));
    },
  ),
  faulty('keeps concurrent searches apart', 'keeps its query where the next search finds it', (search) => {
    let current: Query = '';
    return async (query, options) => {
      current = query;
      await turns(2);
      return search(current, options);
    };
  }),
  faulty(
    'rejects with signal.reason where the signal has aborted already',
    'ignores the signal',
    (search) =>
      (query, options = {}) => {
        const { signal: _, ...rest } = options;
        return search(query, rest);
      },
  ),
  faulty(
    'rejects with signal.reason where the signal has aborted already',
    'rejects with an error of its own',
    (search) => (query, options) =>
      search(query, options).catch((error) => Promise.reject(options?.signal?.aborted ? new Error('aborted') : error)),
  ),
  faulty(
    'rejects with signal.reason when the signal aborts right after the call',
    'looks at the signal at the start only',
    (search) =>
      async (query, options = {}) => {
        const { signal, ...rest } = options;
        signal?.throwIfAborted();
        return search(query, rest);
      },
  ),
  faulty(
    'gives all or signal.reason when the signal aborts at any later moment, never a part',
    'falls open when aborted at work',
    (search) =>
      async (query, options = {}) => {
        const { signal } = options;
        const ranking = await search(query, options);
        await turns(6);
        return signal?.aborted ? ranking.slice(0, 1) : ranking;
      },
  ),
  faulty(
    'gives all or signal.reason when the signal aborts at any later moment, never a part',
    'rejects with an error of its own when aborted at work',
    (search) =>
      async (query, options = {}) => {
        const ranking = await search(query, options);
        await turns(6);
        if (options.signal?.aborted) throw new Error('aborted');
        return ranking;
      },
  ),
  output('returns neither evidence nor tier, being a leaf', 'gives evidence, being a leaf', (ranking) =>
    ranking.map((item) => ({ ...item, evidence: [{ stage: 'retrieve', component: 'bm25', score: item.score }] })),
  ),
  faulty('only notes in a trace, being a leaf', 'records an event, being a leaf', (search) => (query, options) => {
    options?.trace?.record({ stage: 'retrieve', component: 'bm25', startedAt: 1, durationMs: 0 });
    return search(query, options);
  }),
];

function nthOfItsKind(): RetrieverSubject['create'] {
  let made = 0;
  return (documents) => {
    made += 1;
    const [healthy, bonus] = [createNaiveBm25({ documents }), made];
    return defineRetriever({
      name: healthy.name,
      search: async (query, { matches: _, ...options }) =>
        (await healthy.search(query, options)).map((item) => ({ ...item, score: item.score + bonus })),
    });
  };
}

export const retrieverFaults: readonly Fault<RetrieverSubject>[] = [
  ...retrieverRankingFaults,
  ...retrieverArgumentFaults,
  ...retrieverFilterFaults,
  ...retrieverPurityFaults,
];

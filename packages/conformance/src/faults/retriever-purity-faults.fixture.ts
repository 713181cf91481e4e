import { type Document, defineRetriever, type Query, type Ranking, type Retriever } from '@tsr/core';
import { createNaiveBm25 } from '@tsr/core/testing';
import type { RetrieverSubject } from '../subject.ts';
import { altered, type Fault, turns } from './fault.fixture.ts';

import { caught, faulty, output, utf16 } from './faulty-bm25.fixture.ts';
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

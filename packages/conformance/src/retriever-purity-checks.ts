import { type Query, type Ranking, type Retriever, type SearchOptions, shown } from '@tsr/core';
import { abortChecks } from './abort-checks.ts';
import type { Check } from './check.ts';
import { claimSame, deepFreeze } from './claims.ts';
import { essence } from './ranking-claims.ts';
import { SAMPLE_QUERIES, sampleDocuments } from './sample-documents.ts';
import { createSeededRandom } from './seeded-random.ts';
import { type RetrieverSubject, using } from './subject.ts';

const ALL = sampleDocuments().length + 5;

/** What a search leaves as it was: its inputs, its outputs, and other searches. */
export const retrieverPurityChecks: readonly Check<RetrieverSubject>[] = [
  {
    obligation: 'never writes to documents, query or options',
    run: async (subject) => {
      const documents = deepFreeze(sampleDocuments());
      await using(subject, [documents], async (retriever) => {
        const vector = await subject.embedder?.embedQuery('access token');
        const query = { text: 'access token', ...(vector && { vector }) };
        const before = structuredClone(query);
        await retriever.search(deepFreeze(query), deepFreeze({ topK: 5, filter: { $not: { lang: { $in: ['en'] } } } }));
        claimSame(query, before, subject.name, 'query after the search');
      });
      claimSame(documents, sampleDocuments(), subject.name, 'documents after the search');
    },
  },
  {
    obligation: 'does not look at the array of documents again',
    run: async (subject) => {
      const documents = [...sampleDocuments()];
      const [expected, found] = await using(subject, [documents], async (retriever) => {
        const before = await searchAll(retriever);
        documents.reverse().splice(0, 20);
        return [before, await searchAll(retriever)];
      });
      claimSame(found, expected, subject.name, 'rankings after the caller emptied its array');
    },
  },
  {
    obligation: 'leaves a returned ranking to the caller',
    run: (subject) =>
      using(subject, [sampleDocuments()], async (retriever) => {
        const expected = await searchAll(retriever);
        for (const query of SAMPLE_QUERIES) spoil(await retriever.search(query, { topK: ALL }));
        claimSame(await searchAll(retriever), expected, subject.name, 'rankings after the caller changed earlier ones');
      }),
  },
  {
    obligation: 'gives the same ranking for the same search again',
    run: (subject) =>
      using(subject, [sampleDocuments()], async (retriever) => {
        const expected = await searchAll(retriever);
        for (const round of [2, 3]) {
          claimSame(await searchAll(retriever), expected, subject.name, `rankings of round ${round}`);
        }
      }),
  },
  {
    obligation: 'gives the same ranking for the same documents, inserted in the same order',
    run: async (subject) => {
      const expected = await using(subject, [sampleDocuments()], searchAll);
      claimSame(
        await using(subject, [sampleDocuments()], searchAll),
        expected,
        subject.name,
        'rankings of a second one',
      );
    },
  },
  {
    obligation: 'gives the same ranking for the same documents in any order of insertion',
    applies: ({ approximate }) => !approximate,
    run: async (subject) => {
      const expected = await using(subject, [sampleDocuments()], searchAll);
      const random = createSeededRandom(7);
      for (const order of [[...sampleDocuments()].reverse(), random.shuffled(sampleDocuments())]) {
        claimSame(await using(subject, [order], searchAll), expected, subject.name, 'rankings in another order');
      }
    },
  },
  {
    obligation: 'keeps concurrent searches apart',
    run: (subject) =>
      using(subject, [sampleDocuments()], async (retriever) => {
        const search = async ([query, options]: Search) => essence(await retriever.search(query, options));
        const expected: unknown[] = [];
        for (const one of SEARCHES) expected.push(await search(one));
        const found = await Promise.all(SEARCHES.map(search));
        SEARCHES.forEach(([query], index) => {
          claimSame(found[index], expected[index], subject.name, `${shown(query)} among ${SEARCHES.length} searches`);
        });
      }),
  },
  ...abortChecks<RetrieverSubject>((subject, examine) =>
    using(subject, [sampleDocuments()], (retriever) =>
      examine(async (signal) => essence(await retriever.search('access token', { topK: ALL, signal }))),
    ),
  ),
];

type Search = readonly [query: Query, options: SearchOptions];

const SEARCHES: readonly Search[] = SAMPLE_QUERIES.flatMap((text): Search[] => [
  [text, { topK: 3 }],
  [{ text }, { topK: ALL }],
  [text, { filter: { lang: 'en' } }],
]);

async function searchAll(retriever: Retriever): Promise<readonly unknown[]> {
  const rankings: unknown[] = [];
  for (const query of SAMPLE_QUERIES) rankings.push(essence(await retriever.search(query, { topK: ALL })));
  return rankings;
}

/** What a careless caller might do. Frozen results are as good as copies. */
function spoil(ranking: Ranking): void {
  for (const item of ranking) Reflect.set(item, 'score', Number.NaN);
  if (!Object.isFrozen(ranking)) (ranking as Ranking[number][]).splice(0, 2);
}

import { type Document, type Ranking, type Retriever, shown } from '@tsr/core';
import type { Check } from './check.ts';
import { claim, claimSame, compareUtf8 } from './claims.ts';
import { claimFinite, claimOrder, claimTies, claimUnique, essence, idsOf } from './ranking-claims.ts';
import { SAMPLE_QUERIES, sampleDocuments, TIED_IDS, WIDE_QUERY } from './sample-documents.ts';
import { type RetrieverSubject, using } from './subject.ts';

const ALL = sampleDocuments().length + 5;

/** What the ranking of a search looks like. */
export const retrieverRankingChecks: readonly Check<RetrieverSubject>[] = [
  {
    obligation: 'has a name, and a fusion weight in (0, 1) if any',
    run: (subject) =>
      using(subject, [sampleDocuments()], async ({ name, fusionWeight: weight }) => {
        claim(typeof name === 'string' && name !== '', subject.name, () => `name is ${shown(name)}`);
        const proper = weight === undefined || (weight > 0 && weight < 1);
        claim(proper, subject.name, () => `fusionWeight is ${shown(weight)}`);
      }),
  },
  {
    obligation: 'finds documents by their own words',
    run: (subject) =>
      eachRanking(subject, (ranking, query) => {
        claim(ranking.length > 0, subject.name, `found nothing for ${shown(query)}, words of the documents`);
      }),
  },
  {
    obligation: 'returns at most topK documents, 10 by default',
    run: (subject) =>
      using(subject, [sampleDocuments()], async (retriever) => {
        for (const topK of [1, 2, 7, undefined]) {
          const { length } = await retriever.search('access token', { topK });
          claim(length <= (topK ?? 10), subject.name, `topK ${topK} returned ${length} documents`);
        }
        const { length } = await retriever.search('access token');
        claim(length === 10, subject.name, `no topK returned ${length} documents, though more than 10 match`);
      }),
  },
  {
    obligation: 'gives every document a finite score',
    run: (subject) => eachRanking(subject, (ranking) => claimFinite(ranking, subject.name)),
  },
  {
    obligation: 'returns no id twice',
    run: (subject) => eachRanking(subject, (ranking) => claimUnique(ranking, subject.name)),
  },
  {
    obligation: 'orders by tier, then by score descending',
    run: (subject) => eachRanking(subject, (ranking) => claimOrder(ranking, subject.name)),
  },
  {
    obligation: 'orders equal scores by the UTF-8 bytes of the id',
    run: (subject) =>
      eachRanking(subject, (ranking) => {
        claimTies(ranking, subject.name);
      }),
  },
  {
    obligation: 'gives documents of equal text equal scores, and breaks the tie before the cut',
    applies: ({ approximate, composite }) => !approximate && !composite,
    run: (subject) =>
      using(subject, [tiedDocuments()], async (retriever) => {
        const expected = [...TIED_IDS].sort(compareUtf8);
        for (const topK of [2, 5, expected.length]) {
          const ranking = await retriever.search('access token', { topK });
          claimSame(idsOf(ranking), expected.slice(0, topK), subject.name, `topK ${topK} of equal documents`);
          claim(new Set(ranking.map(({ score }) => score)).size === 1, subject.name, 'scores of equal texts differ');
        }
      }),
  },
  {
    obligation: 'returns documents as they were given',
    run: (subject) => {
      const given = new Map(sampleDocuments().map((document) => [document.id, document]));
      return eachRanking(subject, (ranking) => {
        for (const { document } of ranking) {
          claimSame(document, given.get(document.id), subject.name, `document ${shown(document.id)}`);
        }
      });
    },
  },
  {
    obligation: 'returns all that match where topK is above their number',
    run: (subject) =>
      using(subject, [sampleDocuments()], async (retriever) => {
        const found = new Set(idsOf(await retriever.search(WIDE_QUERY, { topK: ALL })));
        for (const { id, metadata } of sampleDocuments()) {
          if (metadata?.n === undefined) continue;
          const alone = await retriever.search(WIDE_QUERY, { topK: ALL, filter: { n: metadata.n as number } });
          const fact = `${shown(id)} is found alone ${alone.length} times, and ${found.has(id) ? '' : 'not '}among all`;
          claim(alone.length === (found.has(id) ? 1 : 0), subject.name, fact);
        }
      }),
  },
  {
    obligation: 'returns the head of the longer ranking for a smaller topK',
    applies: ({ approximate }) => !approximate,
    run: (subject) =>
      using(subject, [sampleDocuments()], async (retriever) => {
        for (const query of SAMPLE_QUERIES) {
          const all = essence(await retriever.search(query, { topK: ALL }));
          for (const topK of [1, 3, 8]) {
            const head = essence(await retriever.search(query, { topK }));
            claimSame(head, all.slice(0, topK), subject.name, `topK ${topK} for ${shown(query)}`);
          }
        }
      }),
  },
];

function tiedDocuments(): readonly Document[] {
  return sampleDocuments().filter(({ id }) => TIED_IDS.includes(id));
}

/** Examines the full ranking and a cut one of every sample query. */
async function eachRanking(
  subject: RetrieverSubject,
  examine: (ranking: Ranking, query: string) => void,
): Promise<void> {
  await using(subject, [sampleDocuments()], async (retriever: Retriever) => {
    for (const query of SAMPLE_QUERIES) {
      for (const topK of [ALL, 5]) examine(await retriever.search(query, { topK }), query);
    }
  });
}

import { type Document, type Query, type Ranking, shown } from '@tsr/core';
import type { Check } from './check.ts';
import { claimRefused, claimSame } from './claims.ts';
import { claimFinite, claimOrder, claimUnique, essence } from './ranking-claims.ts';
import { candidatesOf, sampleCandidates } from './sample-candidates.ts';
import { BLANK_TEXTS, ODD_TEXTS } from './sample-documents.ts';
import { type RerankerSubject, using } from './subject.ts';

/** What a reranker accepts and what it refuses. */
export const rerankerInputChecks: readonly Check<RerankerSubject>[] = [
  {
    obligation: 'returns nothing for no candidates',
    run: (subject) =>
      using(subject, [], async (reranker) => {
        claimSame(await reranker.rerank('access token', []), [], subject.name, 'ranking of no candidates');
      }),
  },
  {
    obligation: 'scores nothing for a blank query',
    run: (subject) =>
      using(subject, [], async (reranker) => {
        const vector = new Float32Array(4).fill(1);
        for (const blank of BLANK_TEXTS.flatMap((text): Query[] => [text, { text }, { text, vector }])) {
          claimSame(await reranker.rerank(blank, sampleCandidates()), [], subject.name, `ranking for ${shown(blank)}`);
        }
      }),
  },
  {
    obligation: 'takes a query as { text }',
    run: (subject) =>
      using(subject, [], async (reranker) => {
        const expected = essence(await reranker.rerank('access token', sampleCandidates()));
        const found = essence(await reranker.rerank({ text: 'access token' }, sampleCandidates()));
        claimSame(found, expected, subject.name, 'ranking for { text } against the text alone');
      }),
  },
  {
    obligation: 'takes any string as query and as content',
    run: (subject) =>
      using(subject, [], async (reranker) => {
        const documents = ODD_TEXTS.map(
          (content, index): Document => ({ id: `odd ${index}`, title: content, content }),
        );
        for (const query of [...ODD_TEXTS, 'token']) {
          const ranking = await reranker.rerank(query, candidatesOf([...documents, { id: 'empty', content: '' }]));
          for (const examine of [claimFinite, claimOrder, claimUnique])
            examine(ranking, `${subject.name}, ${shown(query)}`);
        }
      }),
  },
  {
    obligation: 'refuses a query of a wrong type',
    run: (subject) =>
      using(subject, [], async (reranker) => {
        for (const query of [undefined, null, 42, {}, { text: 42 }]) {
          const work = () => reranker.rerank(query as Query, sampleCandidates());
          await claimRefused(work, subject.name, `query ${shown(query)}`);
        }
      }),
  },
  {
    obligation: 'refuses candidates that are no ranking',
    run: (subject) =>
      using(subject, [], async (reranker) => {
        const [first, second, ...rest] = sampleCandidates() as [Ranking[number], Ranking[number], ...Ranking];
        const wrong = { unsorted: [second, first], twice: [first, first], 'NaN for a score': [nan(first), ...rest] };
        for (const [what, candidates] of Object.entries({ ...wrong, null: null, 'no array': {} })) {
          const work = () => reranker.rerank('access token', candidates as Ranking);
          await claimRefused(work, subject.name, `candidates (${what})`);
        }
      }),
  },
];

function nan(item: Ranking[number]): Ranking[number] {
  return { ...item, score: Number.NaN };
}

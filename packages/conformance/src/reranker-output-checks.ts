import { type Evidence, type Ranking, type Reranker, type ScoredDocument, shown } from '@tsr/core';
import { abortChecks } from './abort-checks.ts';
import type { Check } from './check.ts';
import { claim, claimSame, deepFreeze } from './claims.ts';
import { claimFinite, claimOrder, claimTies, claimUnique, essence } from './ranking-claims.ts';
import { candidatesOf, sampleCandidates } from './sample-candidates.ts';
import { SAMPLE_QUERIES, sampleDocuments } from './sample-documents.ts';
import { type RerankerSubject, using } from './subject.ts';

/** What a reranker returns, and what it leaves as it was. */
export const rerankerOutputChecks: readonly Check<RerankerSubject>[] = [
  {
    obligation: 'has a name and a scope',
    run: (subject) =>
      using(subject, [], async ({ name, scope }) => {
        claim(typeof name === 'string' && name !== '', subject.name, () => `name is ${shown(name)}`);
        claim(scope === 'pair' || scope === 'list', subject.name, () => `scope is ${shown(scope)}`);
      }),
  },
  {
    obligation: 'scores candidates, given time',
    run: (subject) =>
      eachRanking(subject, (ranking, query) => {
        claim(ranking.length > 0, subject.name, `scored nothing for ${shown(query)}`);
      }),
  },
  {
    obligation: 'gives every candidate a finite score',
    run: (subject) => eachRanking(subject, (ranking) => claimFinite(ranking, subject.name)),
  },
  {
    obligation: 'returns no candidate twice',
    run: (subject) => eachRanking(subject, (ranking) => claimUnique(ranking, subject.name)),
  },
  {
    obligation: 'invents no candidate',
    run: (subject) => {
      const known = new Set(sampleDocuments().map(({ id }) => id));
      return eachRanking(subject, (ranking) => {
        const invented = ranking.find(({ document }) => !known.has(document.id));
        claim(!invented, subject.name, () => `${shown(invented?.document.id)} is no candidate`);
      });
    },
  },
  {
    obligation: 'orders by tier, then by score descending',
    run: (subject) => eachRanking(subject, (ranking) => claimOrder(ranking, subject.name)),
  },
  {
    obligation: 'gives no tiers, being a leaf',
    applies: ({ composite }) => !composite,
    run: (subject) =>
      eachRanking(subject, (ranking) => {
        const tiered = ranking.find(({ tier = 0 }) => tier !== 0);
        claim(
          !tiered,
          subject.name,
          () => `${shown(tiered?.document.id)} is of tier ${tiered?.tier}: leave out what is not scored`,
        );
      }),
  },
  {
    obligation: 'orders equal scores by the UTF-8 bytes of the id',
    run: (subject) =>
      eachRanking(subject, (ranking) => {
        claimTies(ranking, subject.name);
      }),
  },
  {
    obligation: 'leaves documents as they were',
    run: (subject) => {
      const given = new Map(sampleDocuments().map((document) => [document.id, document]));
      return eachRanking(subject, (ranking) => {
        for (const { document } of ranking) {
          const expected = given.get(document.id) ?? document;
          claimSame(document, expected, subject.name, `document ${shown(document.id)}`);
        }
      });
    },
  },
  {
    obligation: "keeps each candidate's evidence and appends one rerank entry with its score",
    applies: ({ composite }) => !composite,
    run: (subject) =>
      eachAppended(subject, (appended, { score }, { name }, at) => {
        claim(appended.length === 1, at, () => `appended ${appended.length} entries`);
        const { stage, component, score: said } = appended[0] as Evidence;
        claimSame([stage, component, said], ['rerank', name, score], at, 'the last entry of evidence');
      }),
  },
  {
    obligation: "keeps each candidate's evidence and appends a rerank entry a part, the last with its score",
    applies: ({ composite }) => composite === true,
    run: (subject) =>
      eachAppended(subject, (appended, { score }, _, at) => {
        claim(appended.length > 0, at, 'appended no entry');
        claim(
          appended.every(({ stage }) => stage === 'rerank'),
          at,
          () => `appended ${shown(appended)}`,
        );
        const parts = appended.map(({ component }) => component);
        claim(new Set(parts).size === parts.length, at, () => `a part speaks twice: ${parts.join(', ')}`);
        claimSame(appended.at(-1)?.score, score, at, 'score of the last entry of evidence');
      }),
  },
  {
    obligation: 'never writes to candidates, query or options',
    run: (subject) =>
      using(subject, [], async (reranker) => {
        const candidates = deepFreeze(sampleCandidates());
        await reranker.rerank(deepFreeze({ text: 'access token' }), candidates, deepFreeze({ deadline: tomorrow() }));
        claimSame(candidates, sampleCandidates(), subject.name, 'candidates after reranking');
      }),
  },
  {
    obligation: 'gives the same ranking for the same call again',
    run: (subject) =>
      using(subject, [], async (reranker) => {
        for (const query of SAMPLE_QUERIES) {
          const expected = essence(await reranker.rerank(query, sampleCandidates()));
          const found = essence(await reranker.rerank(query, sampleCandidates()));
          claimSame(found, expected, subject.name, `second ranking for ${shown(query)}`);
        }
      }),
  },
  {
    obligation: 'keeps concurrent calls apart',
    run: (subject) =>
      using(subject, [], async (reranker) => {
        const calls = SAMPLE_QUERIES.map((query, n) => [query, candidatesOf(sampleDocuments().slice(n))] as const);
        const expected: unknown[] = [];
        for (const [query, candidates] of calls) expected.push(essence(await reranker.rerank(query, candidates)));
        const found = await Promise.all(calls.map(([query, candidates]) => reranker.rerank(query, candidates)));
        claimSame(found.map(essence), expected, subject.name, `rankings of ${calls.length} calls at once`);
      }),
  },
  ...abortChecks<RerankerSubject>((subject, examine) =>
    using(subject, [], (reranker) =>
      examine(async (signal) => essence(await reranker.rerank('access token', sampleCandidates(), { signal }))),
    ),
  ),
];

/** Hands over each result with the evidence that the reranker added to what the candidate had. */
async function eachAppended(
  subject: RerankerSubject,
  examine: (appended: readonly Evidence[], item: ScoredDocument, reranker: Reranker, at: string) => void,
): Promise<void> {
  const given = new Map(sampleCandidates().map(({ document, evidence }) => [document.id, evidence ?? []]));
  await using(subject, [], async (reranker) => {
    for (const item of await reranker.rerank('access token', sampleCandidates())) {
      const { document, evidence = [] } = item;
      const at = `${subject.name}, ${shown(document.id)}`;
      const earlier = given.get(document.id) ?? [];
      claimSame(evidence.slice(0, earlier.length), earlier, at, 'evidence before the last entries');
      const appended = evidence.slice(earlier.length);
      for (const { score, details = {} } of appended) {
        claim([score, ...Object.values(details)].every(Number.isFinite), at, () => `details are ${shown(details)}`);
      }
      examine(appended, item, reranker, at);
    }
  });
}

function tomorrow(): number {
  return Date.now() + 86_400_000;
}

async function eachRanking(
  subject: RerankerSubject,
  examine: (ranking: Ranking, query: string) => void,
): Promise<void> {
  await using(subject, [], async (reranker: Reranker) => {
    for (const query of SAMPLE_QUERIES) examine(await reranker.rerank(query, sampleCandidates()), query);
  });
}

import { type Ranking, type Reranker, shown } from '@tsr/core';
import type { Check } from './check.ts';
import { claim, claimSame } from './claims.ts';
import { claimFinite, claimOrder, claimUnique } from './ranking-claims.ts';
import { candidatesOf, sampleCandidates } from './sample-candidates.ts';
import { SAMPLE_QUERIES, sampleDocuments } from './sample-documents.ts';
import { createSeededRandom } from './seeded-random.ts';
import { claimSpans } from './span-claims.ts';
import { type RerankerSubject, using } from './subject.ts';
import { createTraceSpy } from './trace-spy.ts';

/** What the scope promises, and the deadline and the trace. */
export const rerankerScopeChecks: readonly Check<RerankerSubject>[] = [
  {
    obligation: 'of scope pair: a score does not depend on the order of the candidates, or on their earlier scores',
    run: (subject) =>
      eachPairScores(subject, async (reranker, query, expected) => {
        const random = createSeededRandom(3);
        for (const order of [[...sampleDocuments()].reverse(), random.shuffled(sampleDocuments())]) {
          claimScores(await reranker.rerank(query, candidatesOf(order)), expected, subject, 'in another order');
        }
      }),
  },
  {
    obligation: 'of scope pair: a score does not depend on which candidates stand beside it, or on how many',
    run: (subject) =>
      eachPairScores(subject, async (reranker, query, expected) => {
        for (const [start, end] of [
          [0, 2],
          [5, 13],
          [20, 32],
          [3, 31],
        ] as const) {
          const few = candidatesOf(sampleDocuments().slice(start, end));
          claimScores(await reranker.rerank(query, few), expected, subject, `among ${few.length}`);
        }
        for (const document of sampleDocuments().slice(0, 6)) {
          claimScores(await reranker.rerank(query, candidatesOf([document])), expected, subject, 'alone');
        }
      }),
  },
  {
    obligation: 'returns what it has scored, and does not throw, where the deadline has passed',
    run: (subject) =>
      using(subject, [], async (reranker) => {
        for (const deadline of [1, Date.now() - 60_000, Date.now()]) {
          const ranking = await reranker.rerank('access token', sampleCandidates(), { deadline });
          const at = `${subject.name}, deadline passed`;
          for (const examine of [claimFinite, claimOrder, claimUnique]) examine(ranking, at);
          claim(ranking.length <= sampleCandidates().length, at, `returned ${ranking.length} candidates`);
        }
      }),
  },
  {
    obligation: 'works in candidate order, so that a deadline cuts the least promising',
    run: (subject) =>
      using(subject, [], async (reranker) => {
        const candidates = sampleCandidates();
        for (const milliseconds of [0, 1, 2, 5, 10]) {
          const ranking = await reranker.rerank('access token', candidates, { deadline: Date.now() + milliseconds });
          if (reranker.scope === 'list' || ranking.length === candidates.length) continue;
          const scored = new Set(ranking.map(({ document }) => document.id));
          const whole = await reranker.rerank('access token', candidates);
          const due = candidates.filter(({ document }) => whole.some((item) => item.document.id === document.id));
          const gap = due.slice(0, scored.size).find(({ document }) => !scored.has(document.id));
          claim(!gap, subject.name, () => `left out ${shown(gap?.document.id)}, but scored candidates after it`);
        }
      }),
  },
  {
    obligation: 'only notes in a trace, being a leaf',
    applies: ({ composite }) => !composite,
    run: (subject) =>
      using(subject, [], async (reranker) => {
        const trace = createTraceSpy();
        await reranker.rerank('access token', sampleCandidates(), { trace });
        claim(trace.children.length === 0, subject.name, () => `opened ${trace.children.length} spans`);
        claim(trace.events.length === 0, subject.name, () => `recorded ${shown(trace.events[0])}`);
      }),
  },
  {
    obligation: 'opens a span for each part that it calls, and records one whole event in it, being made of others',
    applies: ({ composite }) => composite === true,
    run: (subject) =>
      using(subject, [], async (reranker) => {
        const trace = createTraceSpy();
        await reranker.rerank('access token', sampleCandidates(), { trace });
        claimSpans(trace, subject.name);
      }),
  },
];

type Scores = ReadonlyMap<string, number>;

/** Hands over what a reranker of scope pair gives to all candidates; other scopes are exempt. */
async function eachPairScores(
  subject: RerankerSubject,
  examine: (reranker: Reranker, query: string, expected: Scores) => Promise<void>,
): Promise<void> {
  await using(subject, [], async (reranker) => {
    if (reranker.scope !== 'pair') return;
    for (const query of SAMPLE_QUERIES.slice(0, 3)) {
      const whole = await reranker.rerank(query, sampleCandidates());
      await examine(reranker, query, new Map(whole.map(({ document, score }) => [document.id, score])));
    }
  });
}

/** Bit by bit, for those that were scored both times. */
function claimScores(ranking: Ranking, expected: Scores, subject: RerankerSubject, how: string): void {
  for (const { document, score } of ranking) {
    if (!expected.has(document.id)) continue;
    claimSame(score, expected.get(document.id), subject.name, `score of ${shown(document.id)} ${how}`);
  }
}

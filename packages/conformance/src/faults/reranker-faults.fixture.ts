import { compareIds, defineReranker, type Query, type Ranking, type Reranker, type RerankOptions } from '@tsr/core';
import { createOverlapReranker } from '@tsr/core/testing';
import type { RerankerSubject } from '../subject.ts';
import { compositeRerankerFaults } from './composite-reranker-faults.fixture.ts';
import { altered, type Fault, turns } from './fault.fixture.ts';

type Rerank = (query: Query, candidates: Ranking, options?: RerankOptions) => Promise<Ranking>;

/** The overlap reranker with its method replaced. */
function faulty(caughtBy: string, name: string, spoil: (rerank: Rerank) => Rerank): Fault<RerankerSubject> {
  const create = (): Reranker => {
    const healthy = createOverlapReranker();
    return altered(healthy, { rerank: spoil(healthy.rerank) });
  };
  return { caughtBy, subject: { name, create } };
}

/** The overlap reranker with its results changed on their way out. */
function output(
  caughtBy: string,
  name: string,
  spoil: (ranking: Ranking, candidates: Ranking) => Ranking,
): Fault<RerankerSubject> {
  return faulty(
    caughtBy,
    name,
    (rerank) => async (query, candidates, options) => spoil(await rerank(query, candidates, options), candidates),
  );
}

/** A well-made reranker whose scores are another function of position and list. */
function scoring(
  caughtBy: string,
  name: string,
  score: (index: number, candidates: Ranking) => number,
): Fault<RerankerSubject> {
  const rerank = (_: unknown, candidates: Ranking) =>
    candidates.map((_, index) => ({ index, score: score(index, candidates) }));
  return { caughtBy, subject: { name, create: () => defineReranker({ name: 'faulty', scope: 'pair', rerank }) } };
}

const keeps = "keeps each candidate's evidence and appends one rerank entry with its score";
const lengthOf = (candidates: Ranking, index: number): number => candidates[index]?.document.content.length ?? 0;

export const rerankerFaults: readonly Fault<RerankerSubject>[] = [
  ...compositeRerankerFaults,
  {
    caughtBy: 'has a name and a scope',
    subject: { name: 'has no scope', create: () => altered(createOverlapReranker(), { scope: undefined as never }) },
  },
  output('scores candidates, given time', 'scores nothing', () => []),
  output('gives every candidate a finite score', 'gives NaN', (ranking) =>
    ranking.map((item, index) => (index === ranking.length - 1 ? { ...item, score: Number.NaN } : item)),
  ),
  output('returns no candidate twice', 'returns the last candidate twice', (ranking) => [
    ...ranking,
    ...ranking.slice(-1),
  ]),
  output('invents no candidate', 'invents a candidate', (ranking) => [
    ...ranking,
    ...ranking.slice(-1).map((item) => ({ ...item, document: { id: 'zzz', content: '' } })),
  ]),
  output('orders by tier, then by score descending', 'puts the worst first', (ranking) => ranking.toReversed()),
  output('gives no tiers, being a leaf', 'leaves the tier of its candidates', (ranking) =>
    ranking.map((item, index) => (index === ranking.length - 1 ? { ...item, tier: 1 } : item)),
  ),
  output('orders equal scores by the UTF-8 bytes of the id', 'orders ties backwards', (ranking) =>
    ranking.toSorted((a, b) => b.score - a.score || compareIds(b.document.id, a.document.id)),
  ),
  output('orders equal scores by the UTF-8 bytes of the id', 'orders ties by UTF-16 units', (ranking) =>
    ranking.toSorted((a, b) => b.score - a.score || (a.document.id < b.document.id ? -1 : 1)),
  ),
  output('leaves documents as they were', 'cuts the content that it read', (ranking) =>
    ranking.map((item) => ({ ...item, document: { ...item.document, content: item.document.content.slice(0, 40) } })),
  ),
  output('leaves documents as they were', 'mixes up its candidates', ([a, b, ...rest]) =>
    a && b ? [{ ...a, document: { ...b.document, id: a.document.id } }, b, ...rest] : [],
  ),
  output(keeps, 'loses the evidence of earlier stages', (ranking) =>
    ranking.map((item) => ({ ...item, evidence: item.evidence?.slice(-1) ?? [] })),
  ),
  output(keeps, 'gives no evidence of its own', (ranking) =>
    ranking.map((item) => ({ ...item, evidence: item.evidence?.slice(0, -1) ?? [] })),
  ),
  output(keeps, 'reports another score than it gives', (ranking) =>
    ranking.map((item) => ({ ...item, score: item.score + 1 })),
  ),
  output(
    'never writes to candidates, query or options',
    'writes its scores into the candidates',
    (ranking, candidates) => {
      for (const item of candidates) Object.assign(item, { score: item.score });
      return ranking;
    },
  ),
  faulty('gives the same ranking for the same call again', 'drifts from call to call', (rerank) => {
    let calls = 0;
    return async (query, candidates, options) => {
      calls += 1;
      return (await rerank(query, candidates, options)).map((item) => ({ ...item, score: item.score + calls }));
    };
  }),
  faulty('keeps concurrent calls apart', 'keeps its query where the next call finds it', (rerank) => {
    let current: Query = '';
    return async (query, candidates, options) => {
      current = query;
      await turns(2);
      return rerank(current, candidates, options);
    };
  }),
  faulty(
    'rejects with signal.reason where the signal has aborted already',
    'ignores the signal',
    (rerank) =>
      (query, candidates, options = {}) => {
        const { signal: _, ...rest } = options;
        return rerank(query, candidates, rest);
      },
  ),
  faulty(
    'rejects with signal.reason when the signal aborts right after the call',
    'looks at the signal at the start only',
    (rerank) =>
      async (query, candidates, options = {}) => {
        const { signal, ...rest } = options;
        signal?.throwIfAborted();
        return rerank(query, candidates, rest);
      },
  ),
  faulty(
    'gives all or signal.reason when the signal aborts at any later moment, never a part',
    'falls open when aborted at work',
    (rerank) =>
      async (query, candidates, options = {}) => {
        const ranking = await rerank(query, candidates, options);
        await turns(6);
        return options.signal?.aborted ? ranking.slice(0, 1) : ranking;
      },
  ),
  faulty(
    'returns nothing for no candidates',
    'fails on no candidates',
    (rerank) => async (query, candidates, options) => {
      if (candidates?.length === 0) throw new Error('no maximum of nothing');
      return rerank(query, candidates, options);
    },
  ),
  faulty(
    'scores nothing for a blank query',
    'scores a blank query',
    (rerank) => (query, candidates, options) => rerank(query === '' ? 'token' : query, candidates, options),
  ),
  faulty(
    'takes a query as { text }',
    'takes strings only',
    (rerank) => (query, candidates, options) =>
      rerank(
        typeof query === 'object' && typeof query?.text === 'string' ? '[object Object]' : query,
        candidates,
        options,
      ),
  ),
  faulty(
    'takes any string as query and as content',
    'makes a URL of the content',
    (rerank) => async (query, candidates, options) => {
      if (Array.isArray(candidates)) for (const { document } of candidates) encodeURIComponent(document.content);
      return rerank(query, candidates, options);
    },
  ),
  faulty(
    'refuses a query of a wrong type',
    'reads the string of anything',
    (rerank) => (query, candidates, options) =>
      rerank(typeof (query as { text?: unknown })?.text === 'string' ? query : String(query), candidates, options),
  ),
  faulty(
    'refuses candidates that are no ranking',
    'sorts unsorted candidates',
    (rerank) => async (query, candidates, options) =>
      rerank(
        query,
        Array.isArray(candidates)
          ? candidates.toSorted((a, b) => (a.tier ?? 0) - (b.tier ?? 0) || b.score - a.score)
          : candidates,
        options,
      ),
  ),
  scoring(
    'of scope pair: a score does not depend on the order of the candidates, or on their earlier scores',
    'adds the score of the first stage',
    (index, candidates) => lengthOf(candidates, index) + (candidates[index]?.score ?? 0),
  ),
  scoring(
    'of scope pair: a score does not depend on the order of the candidates, or on their earlier scores',
    'mixes up candidates of a batch',
    (index, candidates) => lengthOf(candidates, index ^ 1),
  ),
  scoring(
    'of scope pair: a score does not depend on which candidates stand beside it, or on how many',
    'divides by the longest of the list',
    (index, candidates) =>
      lengthOf(candidates, index) / Math.max(1, ...candidates.map((_, other) => lengthOf(candidates, other))),
  ),
  scoring(
    'of scope pair: a score does not depend on which candidates stand beside it, or on how many',
    'has an error of the size of its batch',
    (index, candidates) => lengthOf(candidates, index) + candidates.length * 1e-9,
  ),
  faulty(
    'returns what it has scored, and does not throw, where the deadline has passed',
    'throws when it runs out of time',
    (rerank) =>
      async (query, candidates, options = {}) => {
        if (options.deadline !== undefined && options.deadline <= Date.now()) throw new Error('out of time');
        return rerank(query, candidates, options);
      },
  ),
  faulty(
    'works in candidate order, so that a deadline cuts the least promising',
    'works from the last candidate to the first',
    (rerank) =>
      (query, candidates, options = {}) => {
        const { deadline = Number.POSITIVE_INFINITY, ...rest } = options;
        return rerank(query, deadline < Date.now() + 1000 ? candidates.slice(-5) : candidates, rest);
      },
  ),
  faulty(
    'only notes in a trace, being a leaf',
    'opens a span, being a leaf',
    (rerank) => (query, candidates, options) => {
      options?.trace?.child('overlap');
      return rerank(query, candidates, options);
    },
  ),
];

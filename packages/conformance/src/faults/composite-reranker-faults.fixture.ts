import { createCascade, type Evidence, type Query, type Ranking, type Reranker, type RerankOptions } from '@tsr/core';
import { createOverlapReranker } from '@tsr/core/testing';
import type { RerankerSubject } from '../subject.ts';
import { altered, type Fault } from './fault.fixture.ts';

type Rerank = (query: Query, candidates: Ranking, options?: RerankOptions) => Promise<Ranking>;

/** Two parts, of which the second scores a few. */
export function createHealthyCascade(): Reranker {
  const rough = createOverlapReranker({ name: 'rough' });
  return createCascade([{ reranker: rough }, { reranker: createOverlapReranker(), keep: 5 }]);
}

/** A cascade with one method replaced. */
function faultyCascade(caughtBy: string, name: string, spoil: (rerank: Rerank) => Rerank): Fault<RerankerSubject> {
  const create = (): Reranker => {
    const healthy = createHealthyCascade();
    return altered(healthy, { rerank: spoil(healthy.rerank) });
  };
  return { caughtBy, subject: { name, create, composite: true } };
}

function evidenceOfCascade(
  name: string,
  spoil: (evidence: readonly Evidence[]) => readonly Evidence[],
): Fault<RerankerSubject> {
  return faultyCascade(
    keepsOfParts,
    name,
    (rerank) =>
      async (...input) =>
        (await rerank(...input)).map((item) => ({ ...item, evidence: spoil(item.evidence ?? []) })),
  );
}

const keepsOfParts = "keeps each candidate's evidence and appends a rerank entry a part, the last with its score";
const opensSpans = 'opens a span for each part that it calls, and records one whole event in it, being made of others';

export const compositeRerankerFaults: readonly Fault<RerankerSubject>[] = [
  evidenceOfCascade('forgets what its parts said', (evidence) => evidence.slice(0, 1)),
  evidenceOfCascade('loses the evidence of earlier stages, being made of others', (evidence) => evidence.slice(1)),
  evidenceOfCascade('has a part speak twice', (evidence) => [...evidence, ...evidence.slice(-1)]),
  evidenceOfCascade('ends with another score than it gives', (evidence) =>
    evidence.map((entry) => ({ ...entry, score: entry.stage === 'rerank' ? entry.score + 1 : entry.score })),
  ),
  evidenceOfCascade('gives itself out as a retriever', (evidence) =>
    evidence.map((entry) => ({ ...entry, stage: 'retrieve' })),
  ),
  faultyCascade(opensSpans, 'hides what its parts do', (rerank) => (query, candidates, options = {}) => {
    const { trace: _, ...rest } = options;
    return rerank(query, candidates, rest);
  }),
  faultyCascade(opensSpans, "records in its caller's span", (rerank) => (query, candidates, options) => {
    options?.trace?.record({ stage: 'rerank', component: 'cascade', startedAt: 1, durationMs: 1 });
    return rerank(query, candidates, options);
  }),
];

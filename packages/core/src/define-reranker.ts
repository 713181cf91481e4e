import { abortable } from './abort.ts';
import type { CheckedQuery } from './arguments.ts';
import type { Query, Ranking, Reranker, RerankOptions, ScoredDocument, Trace } from './contracts.ts';
import { TsrError } from './errors.ts';
import { rankingOf, withEvidence } from './ranking.ts';
import { checkRerankCall } from './rerank-call.ts';

/** What a reranker says of one candidate. */
export interface CandidateScore {
  /** Position in the candidates, from 0. */
  readonly index: number;
  readonly score: number;
  /** Features, logit: whatever made the score. Goes into the evidence. */
  readonly details?: Readonly<Record<string, number>>;
}

export interface CheckedRerankOptions {
  readonly signal: AbortSignal | undefined;
  readonly deadline: number | undefined;
  readonly trace: Trace | undefined;
}

export interface RerankerDefinition {
  readonly name: string;
  readonly scope: 'pair' | 'list';
  /** Called with at least one candidate and a query that is not blank. Scores any subset, in any order. */
  rerank(
    query: CheckedQuery,
    candidates: Ranking,
    options: CheckedRerankOptions,
  ): Promise<readonly CandidateScore[]> | readonly CandidateScore[];
}

/**
 * A {@link Reranker} of a scoring function, with the obligations that are the same everywhere: arguments are
 * checked once, scores are checked and become a ranking with evidence, and the caller's abort rejects at once.
 */
export function defineReranker(definition: RerankerDefinition): Reranker {
  const { name, scope } = definition;

  async function rerank(query: Query, candidates: Ranking, options: RerankOptions = {}): Promise<Ranking> {
    const call = checkRerankCall(name, query, candidates, options);
    if (call.idle) return [];
    const { signal, deadline, trace } = call;
    const work = Promise.resolve(definition.rerank(call.query, candidates, { signal, deadline, trace }));
    return toRanking(name, candidates, await abortable(work, signal));
  }

  return { name, scope, rerank };
}

function toRanking(name: string, candidates: Ranking, scores: readonly CandidateScore[]): Ranking {
  const seen = new Set<number>();
  const items = scores.map(({ index, score, details }): ScoredDocument => {
    const candidate = candidates[index];
    const fault = candidate === undefined ? 'is unknown' : seen.has(index) ? 'was scored twice' : undefined;
    if (!candidate || fault) throw contractError(name, `candidate ${index} ${fault}`);
    if (!Number.isFinite(score)) throw contractError(name, `score of candidate ${index} is ${score}`);
    seen.add(index);
    const { tier: _, ...item } = candidate;
    const evidence = { stage: 'rerank', component: name, score, ...(details && { details }) } as const;
    return withEvidence({ ...item, score }, evidence);
  });
  return rankingOf(items);
}

function contractError(name: string, fact: string): TsrError {
  return new TsrError('TSR_RERANKER_CONTRACT', `${name}: ${fact}; a reranker scores each candidate at most once`);
}

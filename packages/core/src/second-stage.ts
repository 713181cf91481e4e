import { abortable } from './abort.ts';
import type { Degradation, Query, Ranking, Reranker, RerankOptions, Trace } from './contracts.ts';
import { shown, TsrError } from './errors.ts';
import { isTier } from './ranking.ts';

export interface SecondStageOptions {
  /** Limit in milliseconds, below 2^31. */
  readonly timeoutMs: number | undefined;
  /** The reranker is told to be done this much earlier, so that partial work arrives in time. @default 25 */
  readonly marginMs?: number | undefined;
  readonly onFailure: 'fall-open' | 'throw';
  readonly signal: AbortSignal | undefined;
  readonly trace: Trace | undefined;
}

export interface SecondStageOutcome {
  /** What the reranker scored, by id; empty where it failed. */
  readonly scored: Ranking;
  readonly degraded?: Degradation;
  /** What it threw, where it failed. */
  readonly failure?: unknown;
}

/**
 * Runs a reranker under a time limit and checks what it returns. A failure becomes a degradation, or is thrown,
 * as the policy says; the caller's abort is always thrown.
 */
export async function runSecondStage(
  reranker: Reranker,
  query: Query,
  candidates: Ranking,
  options: SecondStageOptions,
): Promise<SecondStageOutcome> {
  const start = performance.now();
  try {
    const scored = await rerankWithin(reranker, query, candidates, options);
    return { scored, ...shortfall(reranker, candidates, scored, performance.now() - start, options.timeoutMs) };
  } catch (error) {
    options.signal?.throwIfAborted();
    if (options.onFailure === 'throw') throw error;
    const degraded = degradation(reranker, candidates, 0, reasonOf(error), messageOf(error));
    return { scored: [], degraded, failure: error };
  }
}

/** What a reranker returns, checked to be scores of these candidates. The caller's abort rejects at once. */
export async function scoresOf(
  reranker: Reranker,
  query: Query,
  candidates: Ranking,
  options: RerankOptions,
): Promise<Ranking> {
  options.trace?.note({ scope: reranker.scope });
  const scored = await abortable(reranker.rerank(query, candidates, options), options.signal);
  checkScored(reranker, candidates, scored);
  return scored;
}

/** What is said of a reranker that was not asked, as the time was up before it began. */
export function outOfTime(reranker: Reranker, candidates: Ranking): SecondStageOutcome {
  const message = `${reranker.name} was not asked: no time was left for it`;
  return { scored: [], degraded: degradation(reranker, candidates, 0, 'timeout', message) };
}

/** Work that is late or not all there, and used all the same. */
function shortfall(
  reranker: Reranker,
  candidates: Ranking,
  { length }: Ranking,
  tookMs: number,
  timeoutMs: number = Number.POSITIVE_INFINITY,
): Pick<SecondStageOutcome, 'degraded'> {
  const scored = `${reranker.name} scored ${length} of ${candidates.length} candidates`;
  if (tookMs > timeoutMs) {
    const message = `${scored} in ${tookMs.toFixed(0)} ms, where ${timeoutMs} ms were allowed; it held the thread`;
    return { degraded: degradation(reranker, candidates, length, 'timeout', message) };
  }
  return length === candidates.length ? {} : { degraded: degradation(reranker, candidates, length, 'partial', scored) };
}

async function rerankWithin(
  reranker: Reranker,
  query: Query,
  candidates: Ranking,
  { timeoutMs, marginMs = 25, signal, trace }: SecondStageOptions,
): Promise<Ranking> {
  if (timeoutMs === undefined) return scoresOf(reranker, query, candidates, { signal, trace });
  const limit = new AbortController();
  const message = `${reranker.name} did not answer within ${timeoutMs} ms`;
  const timer = setTimeout(() => limit.abort(new TsrError('TSR_TIMEOUT', message)), timeoutMs);
  const either = signal ? AbortSignal.any([signal, limit.signal]) : limit.signal;
  const deadline = Date.now() + timeoutMs - Math.min(marginMs, timeoutMs / 4);
  try {
    return await scoresOf(reranker, query, candidates, { signal: either, deadline, trace });
  } finally {
    clearTimeout(timer);
  }
}

function checkScored(reranker: Reranker, candidates: Ranking, scored: Ranking): void {
  if (!Array.isArray(scored)) throw broken(reranker, `returned ${shown(scored)} instead of a ranking`);
  const open = new Set(candidates.map(({ document }) => document.id));
  for (const { document, score, tier = 0 } of scored as Ranking) {
    if (!open.delete(document.id))
      throw broken(reranker, `returned ${JSON.stringify(document.id)}, which is unknown or there twice`);
    if (!Number.isFinite(score)) throw broken(reranker, `scored ${JSON.stringify(document.id)} ${score}`);
    if (!isTier(tier)) throw broken(reranker, `put ${JSON.stringify(document.id)} into tier ${tier}`);
  }
}

function broken(reranker: Reranker, fact: string): TsrError {
  return new TsrError(
    'TSR_RERANKER_CONTRACT',
    `${reranker.name} ${fact}; check it with testReranker of @tsr/conformance`,
  );
}

function reasonOf(error: unknown): Degradation['reason'] {
  if (!(error instanceof TsrError)) return 'failure';
  return error.code === 'TSR_TIMEOUT' ? 'timeout' : error.code === 'TSR_RERANKER_CONTRACT' ? 'contract' : 'failure';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function degradation(
  reranker: Reranker,
  candidates: Ranking,
  scored: number,
  reason: Degradation['reason'],
  message: string,
): Degradation {
  return { stage: 'rerank', component: reranker.name, reason, message, scored, of: candidates.length };
}

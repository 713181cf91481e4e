import { abortable } from './abort.ts';
import { checkOptions } from './arguments.ts';
import { cutByScore, orderByTier } from './candidate-order.ts';
import type { Degradation, Query, Ranking, Retriever, StageEvent, Trace } from './contracts.ts';
import { TsrError } from './errors.ts';
import { compileFilter } from './filter.ts';
import { finalItems } from './final-items.ts';
import { rankingFault, stageItems, withEvidence } from './ranking.ts';
import { type Candidate, type ExplainedOutcome, type RetrievalOutcome, resultOf } from './retrieval-result.ts';
import { runSecondStage, type SecondStageOutcome } from './second-stage.ts';
import { type SecondStageSkip, skipOf } from './second-stage-skip.ts';
import { createTrace, forkedTrace, recorded, watched } from './trace.ts';
import {
  DEFAULT_FIRST_STAGE_K,
  planOf,
  type RetrievalPlan,
  type RetrieveOptions,
  type TwoStageOptions,
} from './two-stage-options.ts';

/** Finds with one stage, judges with another; a Retriever itself. */
export interface TwoStageRetriever extends Retriever {
  /** The results with what each stage said of them, what went wrong, and how long it took. */
  retrieve(query: Query, options?: RetrieveOptions): Promise<RetrievalOutcome>;
  /** `retrieve`, with every event of every stage. */
  explain(query: Query, options?: RetrieveOptions): Promise<ExplainedOutcome>;
}

/**
 * Two-stage retrieval: the first stage finds `firstStageK` candidates, the second orders them, `finalK` are returned.
 * Candidates that the second stage leaves unscored follow those it scored, in first-stage order, in tiers from 1. It is
 * not asked where it could not help: about a blank query, no candidates, or one alone (unless there is a `minScore`).
 * A second stage that fails or runs out of time never empties the answer: the first stage's order is handed on and
 * `degraded` says why (or the error is thrown, on request). The caller's abort always rejects.
 * `search` is the same as a bare Ranking; its `topK` stands in for `finalK`, and a `topK` above `firstStageK` widens the
 * first stage, as a Retriever gives all that it is asked for.
 *
 * @example
 * const retriever = createTwoStageRetriever({ firstStage: bm25, secondStage: crossEncoder });
 * const { results } = await retriever.retrieve('How do I configure OAuth2?');
 *
 * @throws RangeError (`TSR_INVALID_ARGUMENT`) for `finalK` above `firstStageK`, here and in each call.
 */
export function createTwoStageRetriever(options: TwoStageOptions): TwoStageRetriever {
  const { name } = planOf(options);

  async function retrieve(query: Query, call: RetrieveOptions = {}): Promise<RetrievalOutcome> {
    const plan = planOf(options, call);
    const degradations: Degradation[] = [];
    const trace = watched(call.trace, ({ degraded }) => degraded && degradations.push(degraded));
    return outcomeOf(await run(plan, query, trace), degradations, trace.traceId);
  }

  return {
    name,
    async search(query, call = {}) {
      const { topK, filter, signal, trace } = checkOptions(name, call);
      const firstStageK = Math.max(topK ?? 0, options.firstStageK ?? DEFAULT_FIRST_STAGE_K);
      const plan = planOf(options, { finalK: topK, firstStageK, filter, signal });
      const { candidates } = await run(plan, query, trace);
      return candidates.map(({ item }) => item);
    },
    retrieve,
    async explain(query, call = {}) {
      checkOptions(name, call);
      const events: StageEvent[] = [];
      const own = createTrace({
        component: name,
        record: (event) => events.push(event),
        traceId: call.trace?.traceId,
      });
      const startedAt = Date.now();
      const outcome = await retrieve(query, { ...call, trace: call.trace ? forkedTrace(own, call.trace) : own });
      const durationMs = outcome.timings.totalMs;
      own.record({ stage: 'search', component: name, startedAt, durationMs, output: finalItems(outcome) });
      return { ...outcome, trace: events };
    },
  };
}

interface Finished {
  readonly plan: RetrievalPlan;
  /** Those to return, best first. */
  readonly candidates: readonly Candidate[];
  readonly warnings: readonly string[];
  readonly skip: SecondStageSkip | undefined;
  readonly firstStageMs: number;
  readonly secondStageMs: number | undefined;
  readonly totalMs: number;
}

async function run(plan: RetrievalPlan, query: Query, trace: Trace | undefined): Promise<Finished> {
  const start = performance.now();
  if (plan.filter !== undefined) compileFilter(plan.filter);
  plan.signal?.throwIfAborted();
  trace?.note(depthsOf(plan));
  const found = await runFirstStage(plan, query, trace);
  const firstStageMs = performance.now() - start;
  const skip = skipOf(plan, query, found);
  if (skip) trace?.note({ secondStageSkipped: skip });
  const judged = skip ? undefined : await judge(plan, query, found, trace);
  const ordered = judged ? orderByTier(found, judged.scored) : found;
  const kept = cutByScore(plan, ordered);
  const candidates = kept.candidates.slice(plan.offset, plan.offset + plan.finalK);
  const totalMs = performance.now() - start;
  const secondStageMs = judged ? totalMs - firstStageMs : undefined;
  return {
    plan,
    candidates,
    warnings: kept.warnings,
    skip,
    firstStageMs,
    secondStageMs,
    totalMs,
  };
}

/** What a replay of the search has to know of it. */
function depthsOf({ firstStageK, finalK, offset, minScore, keepUnscored }: RetrievalPlan): Record<string, unknown> {
  const cut = minScore === undefined ? {} : { minScore, keepUnscored };
  return { firstStageK, finalK, ...(offset > 0 && { offset }), ...cut };
}

async function runFirstStage(
  plan: RetrievalPlan,
  query: Query,
  trace: Trace | undefined,
): Promise<readonly Candidate[]> {
  const { firstStage, firstStageK: topK, filter, signal } = plan;
  const ranking = await recorded(
    trace,
    { stage: 'retrieve', component: firstStage.name },
    (span) => abortable(firstStage.search(query, { topK, filter, signal, trace: span }), signal),
    (output) => ({ output: stageItems(output) }),
  );
  checkFirstStage(firstStage, ranking);
  return ranking.map((scored, index): Candidate => {
    const rank = index + 1;
    const { score } = scored;
    const item = withEvidence(scored, { stage: 'retrieve', component: firstStage.name, rank, score });
    return { firstStageScore: score, firstStageRank: rank, item };
  });
}

function checkFirstStage(firstStage: Retriever, ranking: Ranking): void {
  const fault = rankingFault(ranking);
  if (!fault) return;
  const message = `${firstStage.name} returned no ranking: ${fault}; check it with testRetriever of @tsr/conformance`;
  throw new TsrError('TSR_RETRIEVER_CONTRACT', message);
}

/** The second stage's word on the candidates; undefined where there is none to ask. */
async function judge(
  plan: RetrievalPlan,
  query: Query,
  found: readonly Candidate[],
  trace: Trace | undefined,
): Promise<SecondStageOutcome | undefined> {
  const { secondStage, timeoutMs, onFailure, signal } = plan;
  if (!secondStage) return undefined;
  const candidates = found.map(({ item }) => item);
  return recorded(
    trace,
    { stage: 'rerank', component: secondStage.name },
    (span) => runSecondStage(secondStage, query, candidates, { timeoutMs, onFailure, signal, trace: span }),
    ({ scored, degraded }) => ({
      input: stageItems(candidates),
      output: stageItems(scored),
      ...(degraded && { degraded }),
    }),
  );
}

function outcomeOf(finished: Finished, degradations: readonly Degradation[], traceId: string): RetrievalOutcome {
  const { plan, candidates, warnings, skip, firstStageMs, secondStageMs, totalMs } = finished;
  const degraded = degradations.at(-1);
  return {
    results: candidates.map((candidate, index) => resultOf(candidate, plan.offset + index + 1)),
    ...(degraded && { degraded }),
    ...(skip && { secondStageSkipped: skip }),
    warnings: [...degradations.map(({ message }) => message), ...warnings],
    timings: { totalMs, firstStageMs, ...(secondStageMs === undefined ? {} : { secondStageMs }) },
    traceId,
  };
}

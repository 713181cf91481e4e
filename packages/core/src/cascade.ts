import { type CascadeStage, checkStages } from './cascade-stages.ts';
import type { Query, Ranking, Reranker, RerankOptions } from './contracts.ts';
import { TsrError } from './errors.ts';
import { rankingOf, stageItems } from './ranking.ts';
import { reordered } from './reordered.ts';
import { checkRerankCall, type RerankCall } from './rerank-call.ts';
import { outOfTime, runSecondStage, type SecondStageOutcome } from './second-stage.ts';
import { recorded } from './trace.ts';

export interface CascadeOptions {
  /** @default 'cascade' */
  readonly name?: string | undefined;
}

/**
 * Several rerankers as one, cheap ones first: each is asked about the best `keep` of the order so far and puts those
 * that it scored in front, by its own scores; the rest keeps its order behind them.
 *
 * - The score of a result is that of the last stage that scored it. Scores of different stages do not compare: what the
 *   last stage scored is tier 0, and what only an earlier one scored is of a tier from 1. What no stage scored is left
 *   out. Evidence has an entry for each stage.
 * - A stage that fails, breaks its contract or is late leaves the order as it was, and the event of its span says so in
 *   `degraded`; the next one goes on from there. When nothing was scored as stages failed, the cascade fails.
 * - All stages share the deadline, and each is told to be done slightly before it. One that does not answer by then is
 *   cut off, its signal aborted, and those after it are not asked.
 * - One candidate alone goes straight to the last stage: the others have nothing to order. The trace notes them as
 *   `skipped`.
 * - Stages stay the caller's to dispose of.
 *
 * Source: Matveeva, Burges, Burkard, Laucius and Wong, High Accuracy Retrieval with Multiple Nested Ranker, SIGIR 2006;
 * Wang, Lin and Metzler, A Cascade Ranking Model for Efficient Ranked Retrieval, SIGIR 2011.
 *
 * @example
 * const secondStage = createCascade([{ reranker: cheap }, { reranker: crossEncoder, keep: 20 }]);
 *
 * @throws TypeError or RangeError (`TSR_INVALID_ARGUMENT`) for no stages, two of one name, a `keep` that is no positive
 * integer. `rerank` rejects with TsrError `TSR_ENGINE_FAILURE` when nothing was scored, stages failed, and none was
 * late; its cause is an AggregateError.
 */
export function createCascade(stages: readonly CascadeStage[], { name = 'cascade' }: CascadeOptions = {}): Reranker {
  const checked = checkStages(name, stages);

  async function rerank(query: Query, candidates: Ranking, options: RerankOptions = {}): Promise<Ranking> {
    const call = checkRerankCall(name, query, candidates, options);
    if (call.idle) return [];
    const outcomes: SecondStageOutcome[] = [];
    let order = candidates;
    for (const { reranker, keep } of stagesFor(checked, candidates, call)) {
      const outcome = await runStage(reranker, query, order.slice(0, keep), call);
      outcomes.push(outcome);
      order = reordered(order, outcome.scored);
    }
    const scored = new Set(outcomes.flatMap((outcome) => outcome.scored.map(({ document }) => document.id)));
    if (scored.size === 0) throwFailures(name, outcomes);
    return order.filter(({ document }) => scored.has(document.id));
  }

  return { name, scope: 'list', rerank };
}

function stagesFor(
  stages: readonly CascadeStage[],
  { length }: Ranking,
  { trace }: RerankCall,
): readonly CascadeStage[] {
  if (length > 1 || stages.length === 1) return stages;
  const skipped = stages.slice(0, -1).map(({ reranker }) => reranker.name);
  trace?.note({ skipped: `${skipped.join(', ')} (one-candidate)` });
  return stages.slice(-1);
}

/** A stage is told to be done this much before the deadline: its partial work has to come through both in time. */
const MARGIN_MS = 10;
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** A stage that was cut off at the deadline may leave this much of it: timers are early by as much. */
const TIMER_SLACK_MS = 1;

function runStage(
  reranker: Reranker,
  query: Query,
  candidates: Ranking,
  { deadline = Number.POSITIVE_INFINITY, signal, trace }: RerankCall,
): Promise<SecondStageOutcome> {
  const left = Math.floor(deadline - Date.now());
  const timeoutMs = left <= LONGEST_TIMER_MS ? left : undefined;
  const limits = { timeoutMs, marginMs: MARGIN_MS, onFailure: 'fall-open', signal } as const;
  return recorded(
    trace,
    { stage: 'rerank', component: reranker.name },
    (span) =>
      left > TIMER_SLACK_MS
        ? runSecondStage(reranker, query, candidates, { ...limits, trace: span })
        : outOfTime(reranker, candidates),
    ({ scored, degraded }) => ({
      input: stageItems(candidates),
      output: stageItems(rankingOf(scored)),
      ...(degraded && { degraded }),
    }),
  );
}

/** Where a stage was late, nothing scored is a proper answer. */
function throwFailures(name: string, outcomes: readonly SecondStageOutcome[]): void {
  const failed = outcomes.filter(({ degraded }) => degraded?.reason === 'failure' || degraded?.reason === 'contract');
  const late = outcomes.some(({ degraded }) => degraded?.reason === 'timeout');
  if (failed.length === 0 || late) return;
  const messages = failed.map(({ degraded }) => degraded?.message).join('; ');
  const cause = new AggregateError(failed.map(({ failure }) => failure));
  throw new TsrError('TSR_ENGINE_FAILURE', `${name}: nothing was scored: ${messages}`, { cause });
}

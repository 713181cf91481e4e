import { checkCount, checkOptions, checkSignal } from './arguments.ts';
import type { Filter, Reranker, Retriever, Trace } from './contracts.ts';
import { invalidArgument, outOfRange, shown } from './errors.ts';

export const DEFAULT_FIRST_STAGE_K = 100;

export interface TwoStageOptions {
  /** Finds the candidates. */
  readonly firstStage: Retriever;
  /** Orders them. Without one, the first stage's order is final. */
  readonly secondStage?: Reranker | undefined;
  /** How many candidates the first stage is asked for. @default 100 */
  readonly firstStageK?: number | undefined;
  /** How many results are returned; at most `firstStageK`. @default 10 */
  readonly finalK?: number | undefined;
  /** @default 'two-stage' */
  readonly name?: string | undefined;
  /** Time limit of the second stage, in milliseconds. @default none */
  readonly timeoutMs?: number | undefined;
  /** What a failing second stage does: hand on the first stage's order and say so, or throw. @default 'fall-open' */
  readonly onSecondStageFailure?: 'fall-open' | 'throw' | undefined;
  /**
   * Lowest score of the last stage that is returned. Documents which the second stage did not score are dropped,
   * unless it scored none at all: then there is no score to cut by, and a warning says so. A call that leaves the
   * second stage out leaves this out too: the limit was set for other scores. @default none
   */
  readonly minScore?: number | undefined;
  /** Keep documents that the second stage did not score, in spite of `minScore`. @default false */
  readonly keepUnscored?: boolean | undefined;
}

/** What one call may set otherwise. */
export interface RetrieveOptions {
  readonly firstStageK?: number | undefined;
  readonly finalK?: number | undefined;
  /** How many of the best results to leave out, for paging; `offset + finalK` is at most `firstStageK`. @default 0 */
  readonly offset?: number | undefined;
  readonly filter?: Filter | undefined;
  /** `false` leaves the second stage out. @default true */
  readonly secondStage?: boolean | undefined;
  readonly timeoutMs?: number | undefined;
  readonly minScore?: number | undefined;
  readonly keepUnscored?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly trace?: Trace | undefined;
}

/** The settings of one call. */
export interface RetrievalPlan {
  readonly name: string;
  readonly firstStage: Retriever;
  readonly secondStage: Reranker | undefined;
  readonly firstStageK: number;
  readonly finalK: number;
  readonly offset: number;
  readonly filter: Filter | undefined;
  readonly timeoutMs: number | undefined;
  readonly onFailure: 'fall-open' | 'throw';
  readonly minScore: number | undefined;
  readonly keepUnscored: boolean;
  readonly signal: AbortSignal | undefined;
}

/** Defaults, the retriever's options and one call's options, checked together. */
export function planOf(options: TwoStageOptions, call: RetrieveOptions = {}): RetrievalPlan {
  const name = options?.name ?? 'two-stage';
  checkOptions(name, call);
  checkParts(name, options);
  const firstStageK = checkCount(name, 'firstStageK', call.firstStageK ?? options.firstStageK ?? DEFAULT_FIRST_STAGE_K);
  const finalK = checkCount(name, 'finalK', call.finalK ?? options.finalK ?? 10);
  const offset = checkOffset(name, call.offset ?? 0);
  checkDepth(name, offset, finalK, firstStageK);
  return {
    name,
    firstStage: options.firstStage,
    secondStage: call.secondStage === false ? undefined : options.secondStage,
    firstStageK,
    finalK,
    offset,
    filter: call.filter,
    timeoutMs: checkTimeout(name, call.timeoutMs ?? options.timeoutMs),
    onFailure: checkPolicy(name, options.onSecondStageFailure ?? 'fall-open'),
    minScore: checkMinScore(name, call.minScore ?? minScoreOf(options, call)),
    keepUnscored: call.keepUnscored ?? options.keepUnscored ?? false,
    signal: checkSignal(name, call.signal),
  };
}

/** A limit that was set for scores of the second stage says nothing about those of the first. */
function minScoreOf({ secondStage, minScore }: TwoStageOptions, call: RetrieveOptions): number | undefined {
  return secondStage !== undefined && call.secondStage === false ? undefined : minScore;
}

function checkParts(name: string, options: TwoStageOptions): void {
  const { firstStage, secondStage } = options ?? {};
  if (typeof firstStage?.search !== 'function') {
    throw invalidArgument(`${name}: firstStage is ${shown(firstStage)}; pass a Retriever`);
  }
  if (secondStage !== undefined && typeof secondStage?.rerank !== 'function') {
    throw invalidArgument(`${name}: secondStage is ${shown(secondStage)}; pass a Reranker or leave it out`);
  }
}

function checkOffset(name: string, offset: number): number {
  if (Number.isInteger(offset) && offset >= 0) return offset;
  throw outOfRange(`${name}: offset is ${shown(offset)}; pass 0 or a positive integer`);
}

function checkDepth(name: string, offset: number, finalK: number, firstStageK: number): void {
  if (offset + finalK <= firstStageK) return;
  const asked = offset === 0 ? `finalK is ${finalK}` : `offset ${offset} and finalK ${finalK} make ${offset + finalK}`;
  throw outOfRange(`${name}: ${asked}, firstStageK is ${firstStageK}; raise firstStageK or ask for less`);
}

function checkTimeout(name: string, timeoutMs: number | undefined): number | undefined {
  if (timeoutMs === undefined || (timeoutMs > 0 && timeoutMs <= 2 ** 31 - 1)) return timeoutMs;
  throw outOfRange(`${name}: timeoutMs is ${shown(timeoutMs)}; pass milliseconds above 0 and below 2^31`);
}

function checkPolicy(name: string, policy: 'fall-open' | 'throw'): 'fall-open' | 'throw' {
  if (policy === 'fall-open' || policy === 'throw') return policy;
  throw invalidArgument(`${name}: onSecondStageFailure is ${shown(policy)}; pass 'fall-open' or 'throw'`);
}

function checkMinScore(name: string, minScore: number | undefined): number | undefined {
  if (minScore === undefined || Number.isFinite(minScore)) return minScore;
  throw outOfRange(`${name}: minScore is ${shown(minScore)}; pass a finite number`);
}

import {
  checkCount,
  type ExplainedOutcome,
  type Fusion,
  finalItems,
  INVALID_ARGUMENT,
  invalidArgument,
  outOfRange,
  type StageEvent,
  type StageItem,
  shown,
} from '@tsr/core';
import type { FusionSettings } from '@tsr/fusion';
import { observationOf, type ProvenanceObservation } from '../provenance/observation.ts';
import { type LoggedSearch, loggedSearchOf, Refused, type ReplayRefusal } from './logged-search.ts';
import { type ReplayedParts, replayedRetriever } from './replayed-retriever.ts';

export interface ReplayOptions {
  /** How many results are compared. @default 10 */
  readonly topK?: number | undefined;
  /** Another N: at most the one that was searched with. @default as it was */
  readonly firstStageK?: number | undefined;
  /** Other weights of the legs of a hybrid first stage; 0 is off. Legs that are not named keep theirs. */
  readonly weights?: Readonly<Record<string, number>> | undefined;
  /** Fuses the legs instead. @default as it was; where the trace does not say how, by the convex combination */
  readonly fusion?: Fusion | FusionSettings | undefined;
  /** Share of the second stage's score, 0 to 1, mixed with the first stage's as `createInterpolation` does. */
  readonly interpolation?: number | undefined;
  /** `false` leaves the second stage out. @default true */
  readonly secondStage?: boolean | undefined;
}

/** What would have been, or why that is not known. */
export type Replay =
  | {
      readonly replayed: true;
      /** The best `topK`, as they were. */
      readonly before: readonly StageItem[];
      /** The best `topK`, as they would have been: ranks from 1. */
      readonly after: readonly StageItem[];
      /** For `createProvenance`: the search as it would have been. Its stages took no time. */
      readonly observation: ProvenanceObservation;
    }
  | { readonly replayed: false; readonly reason: ReplayRefusal; readonly message: string };

/**
 * One search again, from its events alone: no index, no model. Legs, fusion, interpolation and cuts are the real ones,
 * over the rankings and scores that were logged. First it is replayed as it was, and has to give what was logged;
 * what cannot be known from the events is refused by name, never guessed:
 *
 * - more candidates than were asked for, or candidates that the second stage never scored;
 * - other candidates for a second stage whose scores depend on the list (scope `'list'`), a cascade among them;
 * - a search that failed, was cut short by time, or left out what its replay would need.
 *
 * @throws TypeError or RangeError (`TSR_INVALID_ARGUMENT`) for options that are none.
 */
export async function replayTrace(events: readonly StageEvent[], options: ReplayOptions = {}): Promise<Replay> {
  const topK = checkReplayOptions(options);
  try {
    const logged = loggedSearchOf(events);
    const before = await checkedBaseline(logged, topK, options);
    const after = await run(logged, partsOf(logged, topK, options));
    return { replayed: true, before, after: finalItems(after), observation: timeless(observationOf(after.trace)) };
  } catch (error) {
    if (error instanceof Refused) return { replayed: false, reason: error.reason, message: error.message };
    throw error;
  }
}

function checkReplayOptions({ topK = 10, firstStageK, weights, interpolation }: ReplayOptions): number {
  if (firstStageK !== undefined) checkCount('telemetry', 'firstStageK', firstStageK);
  if (interpolation !== undefined && !(interpolation >= 0 && interpolation <= 1)) {
    throw outOfRange(`telemetry: interpolation is ${shown(interpolation)}; pass the second stage's share, from 0 to 1`);
  }
  for (const [leg, weight] of Object.entries(weights ?? {})) {
    if (Number.isFinite(weight) && weight >= 0) continue;
    throw invalidArgument(`telemetry: weight of leg ${shown(leg)} is ${shown(weight)}; pass a number of at least 0`);
  }
  return checkCount('telemetry', 'topK', topK);
}

/** The best results of the search as it was, once its replay has given what was logged. */
async function checkedBaseline(logged: LoggedSearch, topK: number, { weights, fusion }: ReplayOptions) {
  const { settings, results, secondStage } = logged;
  const { firstStageK, finalK, offset } = settings;
  const known = logged.fusion !== undefined || fusion === undefined;
  const fused = (weights ?? fusion) !== undefined && known && logged.legs.length > 0;
  const fuse = fused ? { weights: weightsOf(logged), fusion: logged.fusion } : undefined;
  const parts = { firstStageK, fuse, secondStage: true, interpolation: secondStage?.interpolation };
  const again = await run(logged, { ...parts, finalK: Math.max(topK, offset + finalK) });
  const { candidates } = observationOf(again.trace);
  if (!isSame(candidates, logged.firstStage)) {
    const message = 'fused with the logged weights, the legs give another ranking than was logged; pass its fusion';
    throw new Refused('not-reproduced', message);
  }
  const best = finalItems(again);
  if (isSame(best.slice(offset, offset + finalK), results)) return best.slice(0, topK);
  throw new Refused('not-reproduced', 'replayed as it was, the search gives other results than were logged');
}

function isSame(items: readonly { readonly id: string }[], logged: readonly { readonly id: string }[]): boolean {
  return items.length === logged.length && items.every(({ id }, at) => id === logged[at]!.id);
}

function partsOf(logged: LoggedSearch, topK: number, options: ReplayOptions): ReplayedParts {
  const { settings, secondStage: judge } = logged;
  const { firstStageK = settings.firstStageK, secondStage = true } = options;
  checkPossible(logged, options);
  return {
    firstStageK,
    finalK: topK,
    fuse: fuseOf(logged, options),
    secondStage,
    interpolation: options.interpolation ?? judge?.interpolation,
  };
}

function fuseOf(logged: LoggedSearch, { weights, fusion }: ReplayOptions): ReplayedParts['fuse'] {
  if (weights === undefined && fusion === undefined) return undefined;
  if (logged.legs.length === 0)
    throw new Refused('no-legs', 'the first stage was not fused from legs with logged weights');
  const own = weightsOf(logged);
  const unknown = Object.keys(weights ?? {}).find((leg) => !Object.hasOwn(own, leg));
  if (unknown !== undefined) {
    throw new Refused('unknown-leg', `leg ${unknown} was not searched; the legs were ${Object.keys(own).join(', ')}`);
  }
  return { weights: { ...own, ...weights }, fusion: fusion ?? logged.fusion };
}

function weightsOf({ legs }: LoggedSearch): Readonly<Record<string, number>> {
  return Object.fromEntries(legs.map(({ name, weight }) => [name, weight]));
}

function checkPossible({ settings, firstStage, secondStage: judge }: LoggedSearch, options: ReplayOptions): void {
  const { firstStageK = settings.firstStageK, interpolation, secondStage = true } = options;
  const all = firstStage.length < settings.firstStageK;
  if (firstStageK > settings.firstStageK && !all) {
    throw new Refused(
      'more-candidates',
      `${firstStageK} candidates are asked for, ${settings.firstStageK} were searched`,
    );
  }
  if (interpolation !== undefined && !judge) {
    throw new Refused('no-second-stage', 'there was no second stage to interpolate with');
  }
  const sameList = options.firstStageK === undefined && !options.weights && !options.fusion;
  if (judge?.degraded && secondStage && !sameList)
    throw new Refused('degraded', `the second stage was cut short: ${judge.degraded}`);
  const rescaled = interpolation !== undefined || !secondStage;
  if (rescaled && settings.minScore !== undefined) {
    throw new Refused('min-score', `minScore ${settings.minScore} was set for scores that would be others`);
  }
}

/** What a replay takes says nothing of the stages. */
function timeless({ stages = [], ...observation }: ProvenanceObservation): ProvenanceObservation {
  return { ...observation, stages: stages.map((stage) => ({ ...stage, durationMs: 0 })) };
}

async function run(logged: LoggedSearch, parts: ReplayedParts): Promise<ExplainedOutcome> {
  try {
    return await replayedRetriever(logged, parts).explain('replay');
  } catch (error) {
    if (error instanceof Refused || !(error instanceof Error)) throw error;
    const own = 'code' in error && error.code === INVALID_ARGUMENT;
    throw own ? error : new Refused('incomplete', error.message);
  }
}

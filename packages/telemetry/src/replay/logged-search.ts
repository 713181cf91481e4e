import type { Reranker, StageEvent, StageItem } from '@tsr/core';
import { type FusionSettings, fusionOf } from '@tsr/fusion';

/** One search as its events tell it: everything that a replay needs. */
export interface LoggedSearch {
  /** The final results. */
  readonly results: readonly StageItem[];
  readonly settings: LoggedSettings;
  /** What the first stage found. */
  readonly firstStage: readonly StageItem[];
  /** The legs of a first stage that fused them; empty where it did not. */
  readonly legs: readonly LoggedLeg[];
  /** How they were fused; undefined where the trace does not say: by a function of the caller's, or by an early version. */
  readonly fusion: FusionSettings | undefined;
  /** How many documents each leg was asked for, where no more were wanted; undefined where the trace does not say. */
  readonly legDepth: number | undefined;
  readonly secondStage: LoggedReranker | undefined;
}

export interface LoggedSettings {
  readonly firstStageK: number;
  readonly finalK: number;
  readonly offset: number;
  readonly minScore: number | undefined;
  readonly keepUnscored: boolean;
}

export interface LoggedLeg {
  readonly name: string;
  readonly weight: number;
  readonly found: readonly StageItem[];
  /** Scores of what only other legs found, too, where those were asked for. */
  readonly backfilled: readonly StageItem[] | undefined;
}

export interface LoggedReranker {
  readonly scope: Reranker['scope'];
  readonly given: readonly StageItem[];
  readonly scored: readonly StageItem[];
  /** Share of its scores, where they were mixed with those of the first stage afterwards. */
  readonly interpolation: number | undefined;
  /** Why it did not do all of its work. */
  readonly degraded: string | undefined;
}

/** Why a search, or a change to it, cannot be replayed. */
export type ReplayRefusal =
  | 'failed'
  | 'incomplete'
  | 'nested'
  | 'no-legs'
  | 'unknown-leg'
  | 'not-reproduced'
  | 'more-candidates'
  | 'list-scope'
  | 'unscored'
  | 'degraded'
  | 'no-second-stage'
  | 'min-score';

/** Thrown inside of a replay; comes out as its outcome. */
export class Refused extends Error {
  readonly reason: ReplayRefusal;
  constructor(reason: ReplayRefusal, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** @throws Refused for the events of a search that failed, or of one whose stages are not all there. */
export function loggedSearchOf(events: readonly StageEvent[]): LoggedSearch {
  const root = events.find(({ stage, parentId }) => stage === 'search' && parentId === undefined);
  if (!root) throw new Refused('incomplete', 'the trace has no search event');
  if (!root.output) throw new Refused('failed', `the search failed (${String(root.notes?.error ?? 'no results')})`);
  const below = (parent: StageEvent) => events.filter(({ parentId }) => parentId === parent.spanId);
  const stages = below(root);
  const first = stages.find(({ stage }) => stage === 'retrieve');
  if (!first?.output) throw new Refused('incomplete', 'the trace has no retrieve event of a first stage');
  const parts = below(first);
  const second = stages.find(({ stage }) => stage === 'rerank');
  return {
    results: root.output,
    settings: settingsOf(root, first.output.length),
    firstStage: first.output,
    ...fusedOf(
      parts.find(({ stage }) => stage === 'fuse'),
      parts,
    ),
    secondStage: second && rerankerOf(second, below(second)),
  };
}

function settingsOf({ notes = {}, output = [] }: StageEvent, found: number): LoggedSettings {
  const number = (name: string): number | undefined => {
    const value = notes[name];
    return typeof value === 'number' ? value : undefined;
  };
  return {
    firstStageK: Math.max(1, number('firstStageK') ?? found),
    finalK: Math.max(1, number('finalK') ?? output.length),
    offset: number('offset') ?? 0,
    minScore: number('minScore'),
    keepUnscored: notes.keepUnscored === true,
  };
}

function fusedOf(
  fuse: StageEvent | undefined,
  children: readonly StageEvent[],
): Pick<LoggedSearch, 'legs' | 'fusion' | 'legDepth'> {
  const { weights, fusion, legDepth } = fuse?.notes ?? {};
  return {
    legs: legsOf(weights, children),
    fusion: fusion === undefined ? undefined : checkedFusion(fusion as FusionSettings),
    legDepth: typeof legDepth === 'number' ? legDepth : undefined,
  };
}

function legsOf(weights: unknown, children: readonly StageEvent[]): readonly LoggedLeg[] {
  if (typeof weights !== 'object' || weights === null) return [];
  return Object.entries(weights).map(([name, weight]): LoggedLeg => {
    const event = children.find((child) => child.stage === 'retrieve' && child.component === name && !child.input);
    if (!event) throw new Refused('incomplete', `the trace has no retrieve event of leg ${name}`);
    const backfill = children.find((child) => child.component === `${name} backfill`);
    return { name, weight: Number(weight), found: event.output ?? [], backfilled: backfill?.output };
  });
}

function checkedFusion(settings: FusionSettings): FusionSettings {
  try {
    fusionOf(settings);
    return settings;
  } catch (error) {
    throw new Refused('incomplete', `the logged settings of the fusion are none: ${(error as Error).message}`);
  }
}

function rerankerOf(event: StageEvent, parts: readonly StageEvent[]): LoggedReranker {
  const { weight } = event.notes ?? {};
  const [inner] = parts;
  const mixed = typeof weight === 'number' && inner !== undefined && parts.length === 1;
  const judge = mixed ? inner : event;
  return {
    scope: judge.notes?.scope === 'pair' ? 'pair' : 'list',
    given: event.input ?? [],
    scored: judge.output ?? [],
    interpolation: mixed ? weight : undefined,
    degraded: [event, ...parts].find(({ degraded }) => degraded)?.degraded?.message,
  };
}

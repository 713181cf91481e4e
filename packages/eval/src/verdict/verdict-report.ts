import type { Interval } from '../significance/tests.ts';

/**
 * - `keep`: the second stage gains at least what it has to, beyond chance;
 * - `shrink`: so it does with fewer candidates: `n` of them;
 * - `drop`: whatever it gains is less than it has to;
 * - `too few queries`: neither can be said, or they are fewer than 25; about `moreQueries` more would tell.
 */
export type Decision = 'keep' | 'shrink' | 'drop' | 'too few queries';

/** Whether a second stage is worth its time. Plain JSON data. */
export interface Verdict {
  readonly decision: Decision;
  /** In a sentence. */
  readonly reason: string;
  readonly measure: string;
  /** Judged queries that were searched. */
  readonly queries: number;
  /** How many candidates the second stage was given; what to give it, for `shrink`. */
  readonly n: number;
  /** For `too few queries`, about how many. */
  readonly moreQueries: number | null;
  readonly firstStageMean: number;
  readonly secondStageMean: number;
  /** Second stage less first, over the queries. */
  readonly gain: Gain;
  /** Mean milliseconds a query of the second stage, at `n`. */
  readonly secondStageMs: number;
  /** What it has to gain. */
  readonly minGain: number;
  /** By number of candidates, ascending; those whose order is known. */
  readonly depths: readonly VerdictDepth[];
  /** Each query. */
  readonly perQuery: readonly JudgedStages[];
}

export interface Gain {
  readonly mean: number;
  /** 95 % bootstrap interval. */
  readonly interval: Interval;
  /** Of the randomisation test. */
  readonly p: number;
  /** Cohen's d; null where all queries gain the same. */
  readonly effectSize: number | null;
}

export interface VerdictDepth {
  readonly n: number;
  readonly mean: number;
  readonly secondStageMs: number;
}

export interface JudgedStages {
  readonly id: string;
  readonly firstStage: number;
  readonly secondStage: number;
}

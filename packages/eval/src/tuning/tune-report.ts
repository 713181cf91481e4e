import type { FusionSetting } from './fusion-setting.ts';

/** What tuning found, and what it is worth for queries that it has not seen. Plain JSON data. */
export interface TuneReport {
  readonly measure: string;
  /** Judged queries that the settings were scored on. */
  readonly queries: number;
  /** How many settings were scored. */
  readonly settings: number;
  /** What to use from now on: chosen on all queries. */
  readonly best: FusionSetting;
  /** From what it was chosen: 0 what is in use, 1 other weights, 2 everything. */
  readonly level: 0 | 1 | 2;
  /** What is in use. */
  readonly current: FusionSetting;
  readonly currentMean: number;
  /** The mean that settings chosen in the same way give to queries that they were not chosen on. */
  readonly heldOutMean: number;
  /** The mean of `best` over the queries that it was chosen on: too good, as every such figure. */
  readonly fittedMean: number;
  /** Each query, in the order of the qrels: under what is in use, and held out. */
  readonly perQuery: readonly TunedQuery[];
  /** What the folds chose, most frequent first: much the same each time is a good sign. */
  readonly choices: readonly { readonly setting: FusionSetting; readonly folds: number }[];
  /** For two legs: mean by weight of each, under the method in use and under that of `best`. */
  readonly weightCurves: readonly WeightCurve[];
}

export interface TunedQuery {
  readonly id: string;
  readonly current: number;
  readonly heldOut: number;
}

export interface WeightCurve {
  /** The method, in words. */
  readonly name: string;
  /** Whose weight is on the axis; the other leg has the rest. */
  readonly leg: string;
  /** Weight and mean, ascending. */
  readonly points: readonly (readonly [weight: number, mean: number])[];
}

import type { Loss, LossLabel } from './loss.ts';

/** What the candidates made possible, what became of it, and where the rest was lost. Plain JSON data. */
export interface CeilingReport {
  /** Name of the measure of `quality` and `oracle`. */
  readonly measure: string;
  /** The k of the top k in which a relevant document is found. */
  readonly k: number;
  /** Smallest grade that counts as relevant. */
  readonly relevant: number;
  /** Judged queries with at least one relevant document: all means are over these. */
  readonly queries: number;
  /** Judged queries that were not searched: they count 0, and their documents are not among the losses. */
  readonly missing: readonly string[];
  /** Ascending N; the last is the N that was searched. */
  readonly depths: readonly DepthFigures[];
  /**
   * The least of the N in `depths` whose quality is at least `keep` times that of the largest; null where the quality
   * of the largest is not known.
   */
  readonly smallestN: number | null;
  readonly keep: number;
  /** Relevant documents, over all queries that were searched. */
  readonly relevantDocuments: number;
  /** Those in the top k of the final order, at the largest N. */
  readonly found: number;
  readonly lost: Readonly<Record<LossLabel, number>>;
  /** Each of them, in the order of the queries. */
  readonly losses: readonly Loss[];
}

/** Means over the queries. */
export interface DepthFigures {
  readonly n: number;
  /** Share of the relevant documents among the first N candidates. */
  readonly recall: number;
  /** The measure of the best order that the first N candidates could be put into. */
  readonly oracle: number;
  /** The measure of the final order of the first N; null where it is not known (second stage of scope `list`). */
  readonly quality: number | null;
  /** The measure of the first stage's own order of the first N. */
  readonly firstStage: number;
  /** Milliseconds of the second stage; null where they are not known. */
  readonly secondStageMs: number | null;
}

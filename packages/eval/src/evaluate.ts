import { invalidArgument, shown } from '@tsr/core';
import type { Judgments, Measure } from './measures.ts';

/** Judgments of every judged query, by query id. */
export type Qrels = ReadonlyMap<string, Judgments>;

/** What was found for each query: document ids, best first. */
export type Run = ReadonlyMap<string, readonly string[]>;

export interface Evaluation {
  /** Mean over all judged queries, by measure name. */
  readonly mean: Readonly<Record<string, number>>;
  /** Every judged query, in the order of the qrels, by measure name. */
  readonly perQuery: ReadonlyMap<string, Readonly<Record<string, number>>>;
  /** Judged queries that the run does not have. They count 0 in every mean. */
  readonly missing: readonly string[];
}

/**
 * Scores a run against judgments.
 * - Every judged query counts: one that the run lacks counts 0 (as `trec_eval -c` and ir_measures do).
 * - A query of the run without judgments is left out.
 * - Unjudged documents are not relevant.
 *
 * @throws TypeError without judged queries or measures, for two measures of one name, or a document ranked twice.
 */
export function evaluate(input: {
  readonly run: Run;
  readonly qrels: Qrels;
  readonly measures: readonly Measure[];
}): Evaluation {
  const { run, qrels, measures } = input;
  assertMeasures(measures);
  if (qrels.size === 0) throw invalidArgument('eval: the qrels have no query; a mean needs at least one');
  const perQuery = new Map([...qrels].map(([id, judgments]) => [id, scoreQuery(id, run.get(id), judgments, measures)]));
  return { mean: meansOf(perQuery, measures), perQuery, missing: [...qrels.keys()].filter((id) => !run.has(id)) };
}

function scoreQuery(
  id: string,
  ranking: readonly string[] = [],
  judgments: Judgments,
  measures: readonly Measure[],
): Record<string, number> {
  const twice = firstRepeated(ranking);
  if (twice !== undefined) {
    throw invalidArgument(`eval: the run has ${shown(twice)} twice for query ${shown(id)}; rank each document once`);
  }
  return Object.fromEntries(measures.map((measure) => [measure.name, measure.score(ranking, judgments)]));
}

function meansOf(
  perQuery: ReadonlyMap<string, Readonly<Record<string, number>>>,
  measures: readonly Measure[],
): Record<string, number> {
  return Object.fromEntries(
    measures.map(({ name }) => {
      let sum = 0;
      for (const scores of perQuery.values()) sum += scores[name] ?? Number.NaN;
      return [name, sum / perQuery.size];
    }),
  );
}

function assertMeasures(measures: readonly Measure[]): void {
  if (measures.length === 0) throw invalidArgument('eval: no measures given; name at least one, as in [ndcgAt(10)]');
  const twice = firstRepeated(measures.map(({ name }) => name));
  if (twice !== undefined) throw invalidArgument(`eval: two measures are named ${shown(twice)}; names tell them apart`);
}

function firstRepeated(values: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return values.find((value) => seen.size === seen.add(value).size);
}

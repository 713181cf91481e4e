import { invalidArgument, shown } from '@tsr/core';
import type { Judgments, Measure } from './measures/measure.ts';

/** Judgments of every judged query, by query id. */
export type Qrels = ReadonlyMap<string, Judgments>;

/** What was found for each query: document ids, best first. */
export type Run = ReadonlyMap<string, readonly string[]>;

export interface Evaluation {
  /** Mean over all judged queries, by measure name. */
  readonly mean: Readonly<Record<string, number>>;
  /** Every judged query, in the order of the qrels, by measure name; without the missing, where they are left out. */
  readonly perQuery: ReadonlyMap<string, Readonly<Record<string, number>>>;
  /** Judged queries that the run does not have. */
  readonly missing: readonly string[];
  /** Queries of the run that are not judged: they count nowhere. */
  readonly unjudged: readonly string[];
}

export interface EvaluationInput {
  readonly qrels: Qrels;
  readonly measures: readonly Measure[];
  /**
   * What a judged query counts that the run lacks: 0 in every mean (`trec_eval -c`, ir_measures), or not at all
   * (trec_eval's own default, which flatters a run that gives up). @default 'zero'
   */
  readonly missing?: 'zero' | 'leaveOut' | undefined;
}

/** A run that is scored query by query: for one that does not fit in memory. */
export interface RunEvaluation {
  /** @throws TypeError (`TSR_INVALID_ARGUMENT`) for a query that was added before, or a document ranked twice. */
  add(queryId: string, ranking: readonly string[]): void;
  /** What was added so far. */
  report(): Evaluation;
}

/**
 * Scores a run against judgments.
 * - A query of the run without judgments is left out, and named.
 * - Unjudged documents are not relevant.
 *
 * @throws TypeError (`TSR_INVALID_ARGUMENT`) without judged queries or measures, for two measures of one name, a run
 * none of whose queries is judged, or a document ranked twice.
 */
export function evaluate({ run, ...input }: EvaluationInput & { readonly run: Run }): Evaluation {
  const evaluation = createEvaluation(input);
  for (const [id, ranking] of run) evaluation.add(id, ranking);
  return evaluation.report();
}

/** The same, query by query. @throws as `evaluate` */
export function createEvaluation({ qrels, measures, missing = 'zero' }: EvaluationInput): RunEvaluation {
  assertMeasures(measures);
  if (qrels.size === 0) throw invalidArgument('eval: the qrels have no query; a mean needs at least one');
  const scored = new Map<string, Readonly<Record<string, number>>>();
  const unjudged = new Set<string>();
  return {
    add(id, ranking) {
      if (scored.has(id) || unjudged.has(id)) {
        throw invalidArgument(`eval: query ${shown(id)} was added before; add each query of a run once`);
      }
      const judgments = qrels.get(id);
      if (judgments) scored.set(id, scoreQuery(id, ranking, judgments, measures));
      else unjudged.add(id);
    },
    report() {
      if (scored.size === 0 && unjudged.size > 0) throw nothingJudged([...unjudged][0]!, qrels);
      const ids = [...qrels.keys()].filter((id) => missing === 'zero' || scored.has(id));
      const zero = Object.fromEntries(measures.map(({ name }) => [name, 0]));
      const perQuery = new Map(ids.map((id) => [id, scored.get(id) ?? zero]));
      const absent = [...qrels.keys()].filter((id) => !scored.has(id));
      return { mean: meansOf(perQuery, measures), perQuery, missing: absent, unjudged: [...unjudged] };
    },
  };
}

function nothingJudged(id: string, qrels: Qrels): TypeError {
  const ids = `its ids are such as ${shown(id)}, the judged such as ${shown([...qrels.keys()][0])}`;
  return invalidArgument(`eval: none of the queries of the run is judged: ${ids}; give both the same ids`);
}

function scoreQuery(
  id: string,
  ranking: readonly string[],
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
      return [name, perQuery.size === 0 ? 0 : sum / perQuery.size];
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

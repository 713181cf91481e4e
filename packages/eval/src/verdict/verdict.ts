import { invalidArgument, outOfRange, shown } from '@tsr/core';
import type { Qrels } from '../evaluate.ts';
import { meanOf } from '../mean.ts';
import type { Judgments, Measure } from '../measures/measure.ts';
import { ndcgAt } from '../measures/ndcg.ts';
import type { SearchRecords } from '../records/record-searches.ts';
import { deepestFinal, finalAt, type SearchRecord } from '../records/search-record.ts';
import { queriesNeeded } from '../significance/corrections.ts';
import { effectSize, momentsOf } from '../significance/differences.ts';
import { bootstrapInterval, type ResamplingOptions, randomisationTest } from '../significance/tests.ts';
import type { Decision, Gain, Verdict, VerdictDepth } from './verdict-report.ts';

export interface VerdictOptions extends ResamplingOptions {
  /** Searches with the second stage, as `recordSearches` gives them. */
  readonly records: SearchRecords;
  readonly qrels: Qrels;
  /**
   * Quality of the first stage alone by query id: of a *tuned* one, on queries that it was not tuned on, as
   * `TuneReport.perQuery` has it. A second stage that beats an untuned first stage may only make up for its faults.
   * @default that of the recorded candidates in their own order
   */
  readonly firstStage?: ReadonlyMap<string, number> | undefined;
  /** @default ndcgAt(10) */
  readonly measure?: Measure | undefined;
  /** What the second stage has to gain to be worth its time: above 0. @default .01 */
  readonly minGain?: number | undefined;
  /** Share of its quality that fewer candidates have to keep, above 0, at most 1. @default .99 */
  readonly keep?: number | undefined;
}

/**
 * With fewer queries, an interval is no evidence: half of them may not differ at all. Of 15 queries of SciFact 13 % of draws
 * decided wrongly, of 31 1 % (docs/labels-to-verdict.md).
 *
 * Source: Buckley and Voorhees, Evaluating Evaluation Measure Stability, SIGIR 2000.
 */
const LEAST_QUERIES = 25;

interface JudgedQuery {
  readonly id: string;
  readonly record: SearchRecord;
  readonly judgments: Judgments;
}

/**
 * Whether a second stage is worth its time, from judged searches: against the first stage, query by query, with the
 * uncertainty that so many queries leave.
 *
 * @throws TypeError or RangeError (`TSR_INVALID_ARGUMENT`) where no judged query was searched, searches had no second
 * stage, the first stage lacks a query, and for options that are none.
 */
export function verdictOf(options: VerdictOptions): Verdict {
  const { measure = ndcgAt(10), minGain = 0.01, keep = 0.99, firstStage } = options;
  if (!(minGain > 0)) throw outOfRange(`eval: minGain is ${shown(minGain)}; pass what it has to gain: above 0`);
  if (!(keep > 0 && keep <= 1)) throw outOfRange(`eval: keep is ${shown(keep)}; pass a share above 0, at most 1`);
  const queries = judgedQueriesOf(options);
  const perQuery = queries.map(({ id, record, judgments }) => ({
    id,
    firstStage: firstStage
      ? known(firstStage, id)
      : measure.score(
          record.candidates.map((item) => item.id),
          judgments,
        ),
    secondStage: measure.score(deepestFinal(record).ids, judgments),
  }));
  const differences = perQuery.map((query) => query.secondStage - query.firstStage);
  const gain = gainOf(differences, options);
  const depths = depthsOf(queries, measure);
  const decided = decide(gain, differences, depths, { minGain, keep });
  return {
    ...decided,
    measure: measure.name,
    queries: queries.length,
    firstStageMean: meanOf(perQuery.map((query) => query.firstStage)),
    secondStageMean: meanOf(perQuery.map((query) => query.secondStage)),
    gain,
    secondStageMs: depths.find(({ n }) => n === decided.n)!.secondStageMs,
    minGain,
    depths,
    perQuery,
  };
}

function judgedQueriesOf({ records, qrels }: VerdictOptions): readonly JudgedQuery[] {
  const queries = [...qrels].flatMap(([id, judgments]): JudgedQuery[] => {
    const record = records.get(id);
    return record ? [{ id, record, judgments }] : [];
  });
  if (queries.length === 0) {
    const ids = `searches have ids such as ${shown([...records.keys()][0])}, the qrels such as ${shown([...qrels.keys()][0])}`;
    throw invalidArgument(`eval: no judged query was searched: ${ids}; search the judged queries`);
  }
  // A query without candidates, or with one, is not reranked: that is an answer too.
  if (queries.every(({ record }) => record.secondStage === undefined)) {
    throw invalidArgument('eval: the searches had no second stage; there is nothing to give a verdict on');
  }
  return queries;
}

function known(scores: ReadonlyMap<string, number>, id: string): number {
  const score = scores.get(id);
  if (score !== undefined && Number.isFinite(score)) return score;
  throw invalidArgument(
    `eval: firstStage has ${shown(score)} for query ${shown(id)}; pass its quality for each judged query`,
  );
}

function gainOf(differences: readonly number[], options: ResamplingOptions): Gain {
  const size = effectSize(differences);
  return {
    mean: meanOf(differences),
    interval: bootstrapInterval(differences, options),
    p: randomisationTest(differences, options),
    effectSize: Number.isFinite(size) ? size : null,
  };
}

/** The depths that every search knows the order of. */
function depthsOf(queries: readonly JudgedQuery[], measure: Measure): readonly VerdictDepth[] {
  const recorded = queries.flatMap(({ record }) => record.finals.map(({ n }) => n));
  const deepest = Math.max(...recorded);
  const wanted = [...new Set([...recorded, 10, 20, 30, 50, 75, 100, 150, 200])].filter((n) => n <= deepest);
  return wanted
    .sort((a, b) => a - b)
    .filter((n) => queries.every(({ record }) => finalAt(record, n)))
    .map((n) => ({
      n,
      mean: meanOf(queries.map(({ record, judgments }) => measure.score(finalAt(record, n)!.ids, judgments))),
      secondStageMs: meanOf(queries.map(({ record }) => finalAt(record, n)!.secondStageMs)),
    }));
}

function decide(
  gain: Gain,
  differences: readonly number[],
  depths: readonly VerdictDepth[],
  { minGain, keep }: { readonly minGain: number; readonly keep: number },
): { readonly decision: Decision; readonly reason: string; readonly n: number; readonly moreQueries: number | null } {
  const { mean, interval } = gain;
  const whole = depths.at(-1)!;
  const said = `it gains ${mean.toFixed(4)} (95 %: ${interval.low.toFixed(4)} to ${interval.high.toFixed(4)})`;
  const few = differences.length < LEAST_QUERIES;
  if (interval.high < minGain && !few) {
    return {
      decision: 'drop',
      reason: `${said}, less than the ${minGain} that it has to`,
      n: whole.n,
      moreQueries: null,
    };
  }
  if (interval.low <= 0 || mean < minGain || few) {
    const moreQueries = missingQueries(differences, mean, minGain);
    const fact = `${said}: ${differences.length} queries do not tell whether that is ${minGain} or more`;
    return { decision: 'too few queries', reason: `${fact}; about ${moreQueries} more would`, n: whole.n, moreQueries };
  }
  const enough = smallest(depths, keep);
  if (enough.n < whole.n) {
    const saved = `${enough.n} candidates keep ${((100 * enough.mean) / whole.mean).toFixed(1)} % of what ${whole.n} give`;
    return { decision: 'shrink', reason: `${said}, and ${saved}`, n: enough.n, moreQueries: null };
  }
  return { decision: 'keep', reason: `${said}, beyond chance and at least ${minGain}`, n: whole.n, moreQueries: null };
}

/** Queries that it would take to tell the gain from none, or a smaller one from what is wanted, less those that there are. */
function missingQueries(differences: readonly number[], mean: number, minGain: number): number {
  const { deviation } = momentsOf(differences);
  // Very near to what is wanted, no number of queries would tell.
  const effect = mean >= minGain ? mean : Math.max(minGain - mean, minGain / 10);
  return Math.max(1, LEAST_QUERIES - differences.length, queriesNeeded({ deviation, effect }) - differences.length);
}

/** The least depth from which on all keep the share. */
function smallest(depths: readonly VerdictDepth[], keep: number): VerdictDepth {
  const whole = depths.at(-1)!;
  const short = depths.findLastIndex(({ mean }) => mean < keep * whole.mean);
  return depths[short + 1] ?? whole;
}

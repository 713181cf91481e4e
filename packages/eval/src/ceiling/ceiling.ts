import { invalidArgument, outOfRange, shown } from '@tsr/core';
import type { Qrels } from '../evaluate.ts';
import { checkPositive } from '../map-many.ts';
import type { Judgments, Measure } from '../measures/measure.ts';
import { ndcgAt } from '../measures/ndcg.ts';
import type { SearchRecords } from '../records/record-searches.ts';
import { deepestFinal, finalAt, type SearchRecord } from '../records/search-record.ts';
import type { CeilingReport, DepthFigures } from './ceiling-report.ts';
import { LOSS_LABELS, type Loss, type LossLabel, lossesOf } from './loss.ts';

export interface CeilingOptions {
  readonly records: SearchRecords;
  readonly qrels: Qrels;
  /** A relevant document is found where it is in the top `k`. @default 10 */
  readonly k?: number | undefined;
  /** Of quality and oracle. @default ndcgAt(k) */
  readonly measure?: Measure | undefined;
  /** Smallest grade that counts as relevant. @default 1 */
  readonly relevant?: number | undefined;
  /** Numbers of candidates to report. @default those that were recorded, and 10, 20, 50, 100, 200 up to the largest */
  readonly depths?: readonly number[] | undefined;
  /** Share of the quality at the largest N that `smallestN` has to keep, above 0, at most 1. @default .99 */
  readonly keep?: number | undefined;
}

/** One judged query that was searched and has relevant documents. */
interface Searched {
  readonly id: string;
  readonly record: SearchRecord;
  readonly judgments: Judgments;
}

/**
 * The ceiling that the candidates set, for every N, and where each relevant document that is not in the top k was
 * lost. Quality for a smaller N comes from the one search at the largest: exactly, where a pair's score does not depend
 * on its neighbours, or where that N was recorded.
 *
 * @throws TypeError or RangeError (`TSR_INVALID_ARGUMENT`) where no judged query was searched, and for options that
 * are none.
 */
export function ceilingOf(options: CeilingOptions): CeilingReport {
  const { records, qrels, k = 10, relevant = 1, keep = 0.99 } = options;
  checkPositive('k', k);
  if (!(keep > 0 && keep <= 1)) throw outOfRange(`eval: keep is ${shown(keep)}; pass a share above 0, at most 1`);
  const measure = options.measure ?? ndcgAt(k);
  const judged = [...qrels].filter(([, grades]) => [...grades.values()].some((grade) => grade >= relevant));
  const searched = judged.flatMap(([id, judgments]): Searched[] => {
    const record = records.get(id);
    return record ? [{ id, record, judgments }] : [];
  });
  if (searched.length === 0) throw nothingJudged(records, qrels, relevant);
  const depths = depthsOf(searched, options.depths).map((n) =>
    figuresAt(n, searched, judged.length, measure, relevant),
  );
  const losses = searched.flatMap(({ id, record, judgments }) =>
    lossesOf(id, record, deepestFinal(record), judgments, { k, relevant }),
  );
  const relevantDocuments = sum(searched, ({ judgments }) => relevantIn(judgments, relevant));
  return {
    measure: measure.name,
    k,
    relevant,
    queries: judged.length,
    missing: judged.filter(([id]) => !records.has(id)).map(([id]) => id),
    depths,
    smallestN: smallestN(depths, keep),
    keep,
    relevantDocuments,
    found: relevantDocuments - losses.length,
    lost: countsOf(losses),
    losses,
  };
}

function nothingJudged(records: SearchRecords, qrels: Qrels, relevant: number): TypeError {
  const ids = `the searches have ids such as ${shown([...records.keys()][0])}, the qrels such as ${shown([...qrels.keys()][0])}`;
  return invalidArgument(
    `eval: no query with a document of grade ${relevant} or more was searched: ${ids}; search the judged queries`,
  );
}

function depthsOf(searched: readonly Searched[], asked: readonly number[] | undefined): readonly number[] {
  const deepest = Math.max(...searched.map(({ record }) => deepestFinal(record).n));
  const recorded = searched.flatMap(({ record }) => record.finals.map(({ n }) => n));
  const wanted = asked ?? [...recorded, 10, 20, 50, 100, 200, 500, 1000];
  for (const n of wanted) checkPositive('a number of depths', n);
  return [...new Set([...wanted.filter((n) => n < deepest), deepest])].sort((a, b) => a - b);
}

function figuresAt(
  n: number,
  searched: readonly Searched[],
  queries: number,
  measure: Measure,
  relevant: number,
): DepthFigures {
  const mean = (of: (query: Searched) => number): number => sum(searched, of) / queries;
  const finals = searched.map(({ record }) => finalAt(record, n));
  const known = finals.every((final) => final !== undefined);
  const candidates = ({ record }: Searched) => record.candidates.slice(0, n).map(({ id }) => id);
  return {
    n,
    recall: mean((query) => recallOf(candidates(query), query.judgments, relevant)),
    oracle: mean((query) => measure.score(bestOrder(candidates(query), query.judgments), query.judgments)),
    quality: known ? mean((query) => measure.score(finalAt(query.record, n)!.ids, query.judgments)) : null,
    firstStage: mean((query) => measure.score(candidates(query), query.judgments)),
    secondStageMs: known ? mean(({ record }) => finalAt(record, n)!.secondStageMs) : null,
  };
}

function recallOf(ids: readonly string[], judgments: Judgments, relevant: number): number {
  const found = ids.filter((id) => (judgments.get(id) ?? 0) >= relevant).length;
  return found / relevantIn(judgments, relevant);
}

/** Highest grades first: what nobody could order better. */
function bestOrder(ids: readonly string[], judgments: Judgments): readonly string[] {
  return [...ids].sort((a, b) => (judgments.get(b) ?? 0) - (judgments.get(a) ?? 0));
}

function relevantIn(judgments: Judgments, relevant: number): number {
  return [...judgments.values()].filter((grade) => grade >= relevant).length;
}

function smallestN(depths: readonly DepthFigures[], keep: number): number | null {
  const whole = depths.at(-1)?.quality ?? null;
  if (whole === null) return null;
  // The least from which on every larger one keeps it too: a lucky dip is not enough.
  const short = depths.findLastIndex(({ quality }) => quality !== null && quality < keep * whole);
  return depths.slice(short + 1).find(({ quality }) => quality !== null)?.n ?? null;
}

function countsOf(losses: readonly Loss[]): Record<LossLabel, number> {
  const counts = Object.fromEntries(LOSS_LABELS.map((label) => [label, 0])) as Record<LossLabel, number>;
  for (const { label } of losses) counts[label]++;
  return counts;
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

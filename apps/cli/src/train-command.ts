import type { Ranking, Reranker } from '@tsr/core';
import { createBundledEmbedder, type StaticEmbedder } from '@tsr/embed';
import {
  allBut,
  bootstrapInterval,
  foldsOf,
  type Interval,
  type Measure,
  parseMeasure,
  randomisationTest,
  searchMany,
} from '@tsr/eval';
import {
  createLearnedReranker,
  type JudgedList,
  readRanker,
  type TrainRankerOptions,
  trainRanker,
  writeRanker,
} from '@tsr/rerank-learned';
import { readJudgedQueries } from './judged-queries.ts';
import { openTwoStage } from './open-two-stage.ts';
import { writeOwnRanker } from './own-ranker.ts';
import { createQueryProgress } from './progress.ts';
import type { StageOptions } from './stage-options.ts';
import { writeReport } from './write-report.ts';

export interface TrainOptions extends StageOptions {
  readonly queries: string;
  readonly qrels: string;
  readonly measure: string;
  readonly folds: number;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly signal: AbortSignal;
}

/** What training is worth: rankers that were trained without a query, against the bundled one, for that query. */
export interface TrainReport {
  readonly measure: string;
  readonly queries: number;
  readonly bundledMean: number;
  /** Of rankers that have not seen the query. */
  readonly trainedMean: number;
  readonly interval: Interval;
  /** Of the randomisation test. */
  readonly p: number;
  /** Better beyond chance. */
  readonly kept: boolean;
}

/** Holds a ranker near the first stage, as the bundled one is. */
const FIRST_STAGE_WEIGHT = 2.5;

/** `twostage train`: a ranker of the user's own judgments, kept only if it is better on queries that it has not seen. */
export async function trainCommand(options: TrainOptions): Promise<void> {
  const measure = parseMeasure(options.measure);
  const lists = await judgedLists(options);
  const { tokenVectors } = await createBundledEmbedder();
  const report = await crossValidated(lists, measure, tokenVectors, options);
  await writeReport(report, options, () => formatTraining(report));
  if (!report.kept || options.dryRun) return;
  const file = writeRanker(await trainRanker(lists, trainingOptions(lists, options, tokenVectors)));
  const path = await writeOwnRanker(options.collection, file);
  process.stderr.write(`wrote ${path}; --rerank learned uses it from now on (--untuned leaves it out)\n`);
}

async function judgedLists(options: TrainOptions): Promise<readonly JudgedList[]> {
  const { queries, qrels } = await readJudgedQueries(options.queries, options.qrels);
  const opened = await openTwoStage({ ...options, rerank: 'none' });
  const progress = createQueryProgress(queries.size);
  try {
    const { candidates: topK, signal } = options;
    const onProgress = () => progress.advance(1);
    const found = await searchMany(opened.retriever, queries, { topK, signal, onProgress });
    return [...found].map(([id, candidates]) => {
      return { query: queries.get(id)!, candidates, relevance: relevanceOf(qrels.get(id)!) };
    });
  } finally {
    progress.finish();
    await opened.dispose();
  }
}

/** Grades below 0 teach what 0 does. */
function relevanceOf(grades: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  return new Map([...grades].map(([id, grade]) => [id, Math.max(0, grade)]));
}

function trainingOptions(
  lists: readonly JudgedList[],
  { signal, queries }: TrainOptions,
  tokenVectors: StaticEmbedder['tokenVectors'],
): TrainRankerOptions {
  const rows = lists.reduce((sum, { candidates }) => sum + candidates.length, 0);
  // As many as the default asks for, where there are enough to ask that many of.
  const minLeaf = Math.max(2, Math.min(50, Math.floor(rows / 40)));
  const description = `judgments of ${queries}`;
  return { tokenVectors, signal, minLeaf, firstStageWeight: FIRST_STAGE_WEIGHT, description };
}

async function crossValidated(
  lists: readonly JudgedList[],
  measure: Measure,
  tokenVectors: StaticEmbedder['tokenVectors'],
  options: TrainOptions,
): Promise<TrainReport> {
  const places = lists.map((_, place) => place);
  const bundled = await createLearnedReranker({ tokenVectors });
  const { signal } = options;
  const before = await qualities(bundled, lists, measure, signal);
  const after = new Array<number>(lists.length);
  for (const part of foldsOf(places, options.folds, 1)) {
    const training = allBut(places, part).map((place) => lists[place]!);
    const ranker = await trainRanker(training, trainingOptions(training, options, tokenVectors));
    const trained = await createLearnedReranker({ tokenVectors, ranker: readRanker(JSON.parse(writeRanker(ranker))) });
    const held = await qualities(
      trained,
      part.map((place) => lists[place]!),
      measure,
      signal,
    );
    for (const [at, place] of part.entries()) after[place] = held[at]!;
  }
  const differences = after.map((value, at) => value - before[at]!);
  const interval = bootstrapInterval(differences);
  return {
    measure: measure.name,
    queries: lists.length,
    bundledMean: meanOf(before),
    trainedMean: meanOf(after),
    interval,
    p: randomisationTest(differences),
    kept: interval.low > 0,
  };
}

async function qualities(
  reranker: Reranker,
  lists: readonly JudgedList[],
  measure: Measure,
  signal: AbortSignal,
): Promise<readonly number[]> {
  const values: number[] = [];
  for (const { query, candidates, relevance } of lists) {
    const ranking: Ranking = await reranker.rerank(query, candidates, { signal });
    values.push(
      measure.score(
        ranking.map(({ document }) => document.id),
        relevance,
      ),
    );
  }
  return values;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function formatTraining({ measure, queries, bundledMean, trainedMean, interval, p, kept }: TrainReport): string {
  const range = `${interval.low.toFixed(4)} to ${interval.high.toFixed(4)}`;
  return [
    `${measure} over ${queries} judged queries`,
    `  bundled  ${bundledMean.toFixed(4)}`,
    `  trained  ${trainedMean.toFixed(4)}  on queries that it was not trained on`,
    `  difference ${(trainedMean - bundledMean).toFixed(4)} (95 %: ${range}), p ${p.toFixed(4)}`,
    '',
    kept ? 'The trained ranker is better.' : 'The bundled ranker stays: the trained one is not better beyond chance.',
  ].join('\n');
}

import { checkCount, invalidArgument, shown } from '@tsr/core';
import { checkObservation } from './check-observation.ts';
import { createFigures, type FigureSettings } from './figures.ts';
import type { ProvenanceObservation } from './observation.ts';
import type { ProvenanceReport, RelevantFigures } from './provenance-report.ts';
import { legScale, type QueryView, restrictedTo, viewOf } from './query-view.ts';
import { checkRankEdges, checkScoreEdges, rankAxis, scoreAxis } from './ranges.ts';
import { createResampling, type ResamplingOptions } from './resampling.ts';
import { SCORE_SCALES, type ScoreScale } from './score-scale.ts';
import { createStageTallies } from './stage-tallies.ts';

export interface ProvenanceOptions extends ResamplingOptions {
  /** How many of the best results are looked at: up to 10,000. @default 10 */
  readonly topK?: number | undefined;
  /** The last rank of each range, ascending. What is beyond has a range of its own. @default [10, 20, 50, 100] */
  readonly rankEdges?: readonly number[] | undefined;
  /** Ranges are [a, b), the last one closed; from 0 to 1, but for raw scores. @default [0, 0.2, 0.4, 0.6, 0.8, 1] */
  readonly scoreEdges?: readonly number[] | undefined;
  /** What `scoreEdges` are edges of. @default 'minMax' */
  readonly scoreScale?: ScoreScale | undefined;
}

export interface QueryJudgments {
  /** Ids of the documents that are relevant for the query: all of them, found or not. */
  readonly relevant: ReadonlySet<string>;
}

export interface Provenance {
  /**
   * Counts one query. See `observationOf`. One with judgments is counted in the figures of relevant documents too.
   * @throws RangeError (`TSR_INVALID_ARGUMENT`) for ranks and scores that are none; then nothing was counted.
   */
  add(observation: ProvenanceObservation, judgments?: QueryJudgments): void;
  /** Over the queries so far. */
  report(): ProvenanceReport;
}

/**
 * Which first-stage ranks and scores the final top k came from, what the second stage moved, and what it took. Takes
 * queries one by one and keeps sums only, so that memory depends on the number of ranges, legs and stages, not of
 * queries.
 */
export function createProvenance(options: ProvenanceOptions = {}): Provenance {
  const { topK, scoreScale, ...settings } = settingsOf(options);
  const { resampling } = settings;
  const { resamples, confidence, seed } = resampling;
  const figures = createFigures({ topK, ...settings });
  const stages = createStageTallies(topK);
  const relevant = createRelevantFigures({ topK, ...settings });
  let withoutSecondStage = 0;

  return {
    add(observation, judgments) {
      checkObservation(observation);
      checkJudgments(judgments);
      const view = viewOf(observation, { topK, scoreScale }, resampling.draw());
      figures.add(view, observation);
      stages.add(observation.stages ?? []);
      if (!observation.secondStage) withoutSecondStage++;
      if (judgments) relevant.add(view, observation, judgments);
    },
    report: () => ({
      topK,
      scoreScale,
      bootstrap: { resamples, confidence, seed },
      withoutSecondStage,
      ...figures.report(),
      stages: stages.report(),
      relevant: relevant.report(),
    }),
  };
}

const MOST_RESULTS = 10_000;

function settingsOf(options: ProvenanceOptions): FigureSettings & { readonly scoreScale: ScoreScale } {
  const { scoreScale = 'minMax', scoreEdges } = options;
  if (!Object.hasOwn(SCORE_SCALES, scoreScale)) {
    throw invalidArgument(`telemetry: scoreScale is ${shown(scoreScale)}; pass 'minMax', 'quantile' or 'raw'`);
  }
  const rankEdges = checkRankEdges(options.rankEdges ?? [10, 20, 50, 100]);
  const scores = scoreAxis(checkScoreEdges(scoreEdges, scoreScale), scoreScale);
  const ofLegs = legScale(scoreScale);
  return {
    topK: checkTopK(options.topK ?? 10),
    ...{ rankEdges, ranks: rankAxis(rankEdges), scores, scoreScale },
    legScores: ofLegs === scoreScale ? scores : scoreAxis(checkScoreEdges(undefined, ofLegs), ofLegs),
    resampling: createResampling(options),
  };
}

function checkTopK(topK: number): number {
  if (checkCount('telemetry', 'topK', topK) <= MOST_RESULTS) return topK;
  throw invalidArgument(`telemetry: topK is ${topK}; pass up to ${MOST_RESULTS}`);
}

function createRelevantFigures(settings: FigureSettings) {
  const figures = createFigures(settings);
  let [judged, relevant] = [0, 0];
  return {
    add(view: QueryView, observation: ProvenanceObservation, judgments: QueryJudgments): void {
      judged++;
      relevant += judgments.relevant.size;
      figures.add(restrictedTo(view, judgments.relevant), observation);
    },
    report: (): RelevantFigures | null => (judged === 0 ? null : { relevant, ...figures.report() }),
  };
}

function checkJudgments(judgments: QueryJudgments | undefined): void {
  if (judgments === undefined || judgments?.relevant instanceof Set) return;
  throw invalidArgument(`telemetry: judgments is ${shown(judgments)}; pass { relevant }, a Set of ids`);
}

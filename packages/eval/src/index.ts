export { type CeilingOptions, ceilingOf } from './ceiling/ceiling.ts';
export type { CeilingReport, DepthFigures } from './ceiling/ceiling-report.ts';
export { LOSS_LABELS, type Loss, type LossLabel } from './ceiling/loss.ts';
export {
  createEvaluation,
  type Evaluation,
  type EvaluationInput,
  evaluate,
  type Qrels,
  type Run,
  type RunEvaluation,
} from './evaluate.ts';
export { type Agreement, agreement } from './judging/agreement.ts';
export { type JudgeCache, type JudgePairsOptions, judgePairs, type PairToJudge } from './judging/judge-pairs.ts';
export { type KnownItemOptions, type KnownItems, knownItemQueries } from './judging/known-item-queries.ts';
export { type PairsToJudgeOptions, pairsToJudge, type UnjudgedPair } from './judging/pairs-to-judge.ts';
export { averagePrecision, averagePrecisionAt } from './measures/average-precision.ts';
export { bpref } from './measures/bpref.ts';
export type { BinaryOptions, Judgments, Measure } from './measures/measure.ts';
export { type NdcgOptions, ndcg, ndcgAt } from './measures/ndcg.ts';
export { parseMeasure, parseMeasures } from './measures/parse-measures.ts';
export { judgedAt, precisionAt, recallAt, rPrecision, successAt } from './measures/precision.ts';
export { reciprocalRank, reciprocalRankAt } from './measures/reciprocal-rank.ts';
export { type ErrOptions, errAt, type RbpOptions, rankBiasedPrecision } from './measures/user-models.ts';
export { parseCorpusJsonl } from './parse-corpus.ts';
export { parseQrelsTsv } from './parse-qrels.ts';
export { judgedQueries, parseQueriesJsonl } from './parse-queries.ts';
export { formatQrelsTsv, formatTrecQrels, parseQrels, parseTrecQrels } from './qrels/trec-qrels.ts';
export { type RecordSearchesOptions, recordSearches, type SearchRecords } from './records/record-searches.ts';
export {
  deepestFinal,
  type FinalOrder,
  type RecordedItem,
  type RecordedSecondStage,
  type SearchRecord,
} from './records/search-record.ts';
export { type FuseRunsOptions, fuseRuns } from './runs/fuse-runs.ts';
export { rankedIds, rankedRun, type ScoredId, type ScoredRun, scoredRunOf, type Ties } from './runs/scored-run.ts';
export { formatTrecRun, parseTrecRun, type RunQuery, readTrecRun } from './runs/trec-run.ts';
export { runOf, type SearchManyOptions, searchMany } from './search-many.ts';
export {
  type ComparedMeasure,
  type ComparedRun,
  type CompareRunsOptions,
  compareRuns,
  type MeasuredDifference,
  type RunComparison,
} from './significance/compare-runs.ts';
export { holm, queriesNeeded } from './significance/corrections.ts';
export { effectSize } from './significance/differences.ts';
export { comparisonMarkdown, formatComparison } from './significance/format-comparison.ts';
export {
  type BootstrapOptions,
  bootstrapInterval,
  type Interval,
  pairedTTest,
  type ResamplingOptions,
  randomisationTest,
  type TTest,
} from './significance/tests.ts';
export { allBut, foldsOf } from './tuning/folds.ts';
export type { FusionSetting } from './tuning/fusion-setting.ts';
export { defaultFusions, type FusionSpaceOptions } from './tuning/fusion-space.ts';
export type { LegRankings, Legs } from './tuning/kept-legs.ts';
export { settingWords } from './tuning/setting-words.ts';
export { type TuneFusionOptions, tuneFusion } from './tuning/tune-fusion.ts';
export type { TunedQuery, TuneReport, WeightCurve } from './tuning/tune-report.ts';
export { type VerdictOptions, verdictOf } from './verdict/verdict.ts';
export type { Decision, Gain, JudgedStages, Verdict, VerdictDepth } from './verdict/verdict-report.ts';

export { abortable } from './abort.ts';
export {
  type CheckedQuery,
  type CheckedSearchOptions,
  checkCount,
  checkDocuments,
  checkDocumentsInPieces,
  checkId,
  checkIds,
  checkOptions,
  checkQuery,
  checkSignal,
  isBlank,
} from './arguments.ts';
export { type CascadeOptions, createCascade } from './cascade.ts';
export type { CascadeStage } from './cascade-stages.ts';
export type * from './contracts.ts';
export {
  type CandidateScore,
  type CheckedRerankOptions,
  defineReranker,
  type RerankerDefinition,
} from './define-reranker.ts';
export { defineRetriever, type RetrieverDefinition } from './define-retriever.ts';
export { INVALID_ARGUMENT, invalidArgument, outOfRange, shown, TsrError, type TsrErrorCode } from './errors.ts';
export { compileFilter, type FilterPredicate } from './filter.ts';
export { type FilterNode, parseFilter } from './filter-parse.ts';
export { finalItems } from './final-items.ts';
export { inTurns } from './in-turns.ts';
export { createInterpolation, type InterpolationOptions } from './interpolation.ts';
export { createMemoryDocumentStore } from './memory-document-store.ts';
export { minMax } from './min-max.ts';
export { PASSAGE_TEXT_VERSION, passageText } from './passage-text.ts';
export { compareIds, compareScored, rankingFault, rankingOf, stageItems, withEvidence } from './ranking.ts';
export type { ExplainedOutcome, RetrievalOutcome, RetrievalResult } from './retrieval-result.ts';
export { scoped } from './scoped.ts';
export type { SecondStageSkip } from './second-stage-skip.ts';
export { seededRandom } from './seeded-random.ts';
export { createSerialQueue } from './serial-queue.ts';
export { createTrace, forkedTrace, recorded, type StageReport, type TraceOptions } from './trace.ts';
export { createTurns, type Turns, type TurnsOptions } from './turns.ts';
export { createTwoStageRetriever, type TwoStageRetriever } from './two-stage.ts';
export type { RetrieveOptions, TwoStageOptions } from './two-stage-options.ts';

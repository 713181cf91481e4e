export { displayWidth, formatTable, type TableOptions } from './format-table.ts';
export { type FormatLedgerOptions, formatLedger } from './ledger/format-ledger.ts';
export {
  type ExplainedScore,
  type ExplainsTerms,
  type Ledger,
  type LedgerEntry,
  type LedgerOptions,
  ledgerOf,
} from './ledger/ledger.ts';
export { type LiveMetric, type LiveSample, liveMetrics } from './live/live-metrics.ts';
export {
  createLiveProvenance,
  type LiveProvenance,
  type LiveProvenanceOptions,
  type LiveReport,
  type LiveWindow,
} from './live/live-provenance.ts';
export { oneLine } from './one-line.ts';
export type { ProvenanceDepth, SmallestN } from './provenance/depth-tally.ts';
export type { ProvenanceFlow } from './provenance/flow-tally.ts';
export { type FormatProvenanceOptions, formatProvenance } from './provenance/format-provenance.ts';
export type { IntegerSummary } from './provenance/integer-counts.ts';
export type { ProvenanceMoves } from './provenance/moves-tally.ts';
export {
  type ObservedCandidate,
  type ObservedLeg,
  observationOf,
  type ProvenanceObservation,
} from './provenance/observation.ts';
export type { ObservedStage } from './provenance/observed-stage.ts';
export type { ProvenanceOverlap } from './provenance/overlap-tally.ts';
export {
  createProvenance,
  type Provenance,
  type ProvenanceOptions,
  type QueryJudgments,
} from './provenance/provenance.ts';
export type {
  ProvenanceFigures,
  ProvenanceLeg,
  ProvenanceRange,
  ProvenanceReport,
  RelevantFigures,
} from './provenance/provenance-report.ts';
export type { DurationSummary } from './provenance/quantile-sketch.ts';
export type { Baseline, Lift, MicroMacro, RangeFigures } from './provenance/range-tally.ts';
export type { ProvenanceBounds } from './provenance/ranges.ts';
export type { Interval, ResamplingOptions } from './provenance/resampling.ts';
export type { ScoreScale } from './provenance/score-scale.ts';
export type { ProvenanceStage, Reordering } from './provenance/stage-tallies.ts';
export { formatReplay } from './replay/format-replay.ts';
export type { ReplayRefusal } from './replay/logged-search.ts';
export { type Replay, type ReplayOptions, replayTrace } from './replay/replay.ts';
export {
  createReplayTally,
  type RefusedReplays,
  type RelevantReplays,
  type ReplayReport,
  type ReplayTally,
} from './replay/replay-report.ts';
export { formatStage } from './sinks/format-stage.ts';
export { createJsonLinesSink, type JsonLinesSinkOptions } from './sinks/json-lines-sink.ts';
export { createLineSink, type LineSinkOptions } from './sinks/line-sink.ts';
export { createMemorySink, type MemorySink, type MemorySinkOptions } from './sinks/memory-sink.ts';
export { createPinoSink, type PinoLogger, type PinoSinkOptions } from './sinks/pino-sink.ts';
export { type QueryTrace, TRACE_VERSION } from './traces/query-trace.ts';
export {
  type ReadTracesOptions,
  readTraces,
  type TraceProblem,
  type TraceProblemKind,
  type TraceReading,
} from './traces/read-traces.ts';
export { createTraceCollector, type TraceCollector, type TraceCollectorOptions } from './traces/trace-collector.ts';
export { type TelemetryOptions, withTelemetry } from './traces/with-telemetry.ts';

export { type FormatProvenanceOptions, formatProvenance } from './format-provenance.ts';
export { formatStage } from './format-stage.ts';
export { displayWidth, formatTable, type TableOptions } from './format-table.ts';
export { createJsonLinesSink, type JsonLinesSinkOptions } from './json-lines-sink.ts';
export { createLineSink, type LineSinkOptions } from './line-sink.ts';
export { createMemorySink, type MemorySink } from './memory-sink.ts';
export {
  type ObservedCandidate,
  type ObservedLeg,
  observationOf,
  type ProvenanceObservation,
} from './observation.ts';
export { oneLine } from './one-line.ts';
export { createProvenance, type Provenance, type ProvenanceOptions } from './provenance.ts';
export type { ProvenanceLeg, ProvenanceRange, ProvenanceReport } from './provenance-report.ts';
export type { MicroMacro, RangeFigures } from './range-tally.ts';
export type { ProvenanceBounds } from './ranges.ts';
export { type TelemetryOptions, withTelemetry } from './with-telemetry.ts';

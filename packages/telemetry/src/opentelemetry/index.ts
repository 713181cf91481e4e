export { ATTRIBUTE, BOUNDS, METRIC, OPERATION, SCOPE, SPAN_EVENT } from './names.ts';
export { createOpenTelemetrySink, type OpenTelemetrySinkOptions } from './open-telemetry-sink.ts';

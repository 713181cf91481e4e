import { type Meter, metrics, type Tracer, trace } from '@opentelemetry/api';
import type { TelemetrySink } from '@tsr/core';
import { createTraceCollector } from '../traces/trace-collector.ts';
import { SCOPE } from './names.ts';
import { createStageMetrics } from './stage-metrics.ts';
import { emitSpans } from './trace-spans.ts';

export interface OpenTelemetrySinkOptions {
  /** @default that of the registered provider */
  readonly tracer?: Tracer | undefined;
  /** @default that of the registered provider */
  readonly meter?: Meter | undefined;
  /** Put ids and scores of what each stage gave into its span. @default false */
  readonly includeDocuments?: boolean | undefined;
}

/**
 * Spans and metrics by the GenAI conventions of OpenTelemetry: a `retrieval` span for each search and each retriever, a
 * `rerank` span (proposed) for each reranker, with the tree and the times of the trace, below the span that is active
 * when the search ends. All names are in `names.ts`. The query's text is in a span only where the event has it (see
 * `includeText` of `withTelemetry`). Without a registered SDK nothing happens.
 *
 * @example
 * const observed = withTelemetry(retriever, createOpenTelemetrySink());
 */
export function createOpenTelemetrySink(options: OpenTelemetrySinkOptions = {}): TelemetrySink {
  const { tracer = trace.getTracer(SCOPE), meter = metrics.getMeter(SCOPE), includeDocuments = false } = options;
  const measure = createStageMetrics(meter);
  const collector = createTraceCollector({ onTrace: (whole) => emitSpans(tracer, whole, includeDocuments) });
  return {
    record(event) {
      measure(event);
      collector.record(event);
    },
  };
}

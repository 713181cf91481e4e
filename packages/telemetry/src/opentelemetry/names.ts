// Every name that leaves through OpenTelemetry.
//
// `gen_ai.*`: the semantic conventions for generative AI, of which retrieval spans are in development:
// https://github.com/open-telemetry/semantic-conventions-genai/blob/main/docs/gen-ai/gen-ai-spans.md#retrievals
// `gen_ai.rerank.*` and the operation `rerank` are proposed, and may become other names:
// https://github.com/open-telemetry/semantic-conventions-genai/issues/253
// `error.type` is stable: https://opentelemetry.io/docs/specs/semconv/registry/attributes/error/
// `tsr.*`: ours, for what the conventions do not name.

export const SCOPE = '@tsr/telemetry';

export const OPERATION = {
  retrieval: 'retrieval',
  /** Proposed. */
  rerank: 'rerank',
} as const;

export const ATTRIBUTE = {
  operation: 'gen_ai.operation.name',
  dataSource: 'gen_ai.data_source.id',
  model: 'gen_ai.request.model',
  topK: 'gen_ai.retrieval.top_k',
  queryText: 'gen_ai.retrieval.query.text',
  documents: 'gen_ai.retrieval.documents',
  /** Proposed. */
  rerankCandidates: 'gen_ai.rerank.candidate.count',
  errorType: 'error.type',
  stage: 'tsr.stage',
  component: 'tsr.component',
  inputCount: 'tsr.input.count',
  outputCount: 'tsr.output.count',
  degradedReason: 'tsr.degraded.reason',
  degradedMessage: 'tsr.degraded.message',
  /** Of the search, as its other sinks know it. */
  traceId: 'tsr.trace.id',
  cacheHit: 'tsr.cache.hit',
  /** Begins the name of a fact that a stage noted. */
  notePrefix: 'tsr.note.',
} as const;

export const SPAN_EVENT = { degraded: 'tsr.degraded' } as const;

/**
 * Upper bounds of histograms. Seconds are those that the conventions ask for; those that an SDK has by default are meant
 * for milliseconds.
 * https://github.com/open-telemetry/semantic-conventions-genai/blob/main/docs/gen-ai/gen-ai-metrics.md
 */
export const BOUNDS: Readonly<Record<'seconds' | 'documents', number[]>> = {
  seconds: [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92],
  documents: [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000],
};

export const METRIC = {
  /** Histogram, seconds. */
  duration: 'gen_ai.client.operation.duration',
  /** Histogram: documents that a stage was given. */
  input: 'tsr.stage.input',
  /** Histogram: documents that a stage gave. */
  output: 'tsr.stage.output',
  /** Counter. */
  degraded: 'tsr.stage.degraded',
  /** Counter of look-ups in caches, by whether they hit. */
  cacheLookups: 'tsr.cache.lookups',
} as const;

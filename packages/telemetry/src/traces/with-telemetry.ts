import {
  type ExplainedOutcome,
  finalItems,
  invalidArgument,
  type Query,
  type Ranking,
  type RetrieveOptions,
  type Retriever,
  type SearchOptions,
  type StageEvent,
  shown,
  stageItems,
  type TelemetrySink,
  type Trace,
  type TwoStageRetriever,
} from '@tsr/core';
import { deliverTo } from './deliver-to.ts';
import { mirrorOf } from './mirror-of.ts';
import { recordSearch, type SearchSpanOptions } from './search-span.ts';

export interface TelemetryOptions {
  /** Put the query's text into the `search` event. @default false */
  readonly includeText?: boolean | undefined;
}

/**
 * The same retriever, with everything else that it can do, which tells `sinks` what each query went through: one
 * trace a query, one event a stage as it ends, and last the `search` event of the whole, with the final results.
 * A search that fails leaves a `search` event without output, whose note `error` is the error's code or name.
 * The events of `explain` arrive together when it is done. Without sinks it is `retriever` itself.
 *
 * Ids, scores and what stages note go to the sinks; the query's text only with `includeText`.
 * What a sink throws, or rejects with, is swallowed: the search and the other sinks go on.
 *
 * @example
 * const observed = withTelemetry(retriever, createLineSink({ write: console.error }));
 * const withText = withTelemetry(retriever, { includeText: true }, createLineSink({ write: console.error }));
 */
export function withTelemetry<R extends Retriever>(retriever: R, ...sinks: readonly TelemetrySink[]): R;
export function withTelemetry<R extends Retriever>(
  retriever: R,
  options: TelemetryOptions,
  ...sinks: readonly TelemetrySink[]
): R;
export function withTelemetry<R extends Retriever>(
  retriever: R,
  ...rest: readonly (TelemetrySink | TelemetryOptions)[]
): R {
  if (typeof retriever?.search !== 'function') {
    throw invalidArgument(`telemetry: retriever is ${shown(retriever)}; pass a Retriever`);
  }
  const options = rest[0] !== undefined && !isSink(rest[0]) ? rest[0] : undefined;
  const sinks = (options ? rest.slice(1) : rest).map(checkSink);
  return sinks.length === 0 ? retriever : observed(retriever, deliverTo(sinks), options?.includeText ?? false);
}

function isSink(value: unknown): value is TelemetrySink {
  return typeof (value as TelemetrySink | null)?.record === 'function';
}

function checkSink(sink: unknown): TelemetrySink {
  if (isSink(sink)) return sink;
  throw invalidArgument(
    `telemetry: sink is ${shown(sink)}; pass { record(event) }, after the options if there are any`,
  );
}

type Deliver = (event: StageEvent) => void;
type OpenSpan = (query: Query, outer: Trace | undefined) => SearchSpanOptions;

function observed<R extends Retriever>(retriever: R, deliver: Deliver, includeText: boolean): R {
  const component = retriever.name;
  const span: OpenSpan = (query, outer) => ({ component, deliver, outer, text: includeText ? textOf(query) : {} });
  const search = (query: Query, options: SearchOptions = {}): Promise<Ranking> =>
    recordSearch(
      span(query, options.trace),
      (trace) => retriever.search(query, { ...options, trace }),
      (ranking, finish) => finish(stageItems(ranking)),
    );
  return mirrorOf<Retriever>(retriever, { search, ...(isTwoStage(retriever) && observedStages(retriever, span)) }) as R;
}

function observedStages(retriever: TwoStageRetriever, span: OpenSpan): Pick<TwoStageRetriever, 'retrieve' | 'explain'> {
  return {
    retrieve: (query: Query, options: RetrieveOptions = {}) =>
      recordSearch(
        span(query, options.trace),
        (trace) => retriever.retrieve(query, { ...options, trace }),
        (outcome, finish) => finish(finalItems(outcome)),
      ),
    explain: (query: Query, options?: RetrieveOptions) => {
      const opened = span(query, undefined);
      return recordSearch(
        opened,
        () => retriever.explain(query, options),
        (outcome) => relay(outcome, opened),
      );
    },
  };
}

/** `explain` keeps a trace of its own, whose events are handed on once they are all there. */
function relay(outcome: ExplainedOutcome, { deliver, text }: SearchSpanOptions): void {
  for (const event of outcome.trace) {
    const isRoot = event.parentId === undefined;
    deliver(isRoot ? { ...event, ...text } : event);
  }
}

function isTwoStage(retriever: Retriever): retriever is TwoStageRetriever {
  const { retrieve, explain } = retriever as Partial<TwoStageRetriever>;
  return typeof retrieve === 'function' && typeof explain === 'function';
}

function textOf(query: Query): { query?: string } {
  const text: unknown = typeof query === 'string' ? query : query?.text;
  return typeof text === 'string' ? { query: text } : {};
}

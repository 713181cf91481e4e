import { type Context, context, type HrTime, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import type { StageEvent } from '@tsr/core';
import type { QueryTrace } from '../traces/query-trace.ts';
import { operationOf, spanAttributes } from './attributes.ts';
import { ATTRIBUTE, SPAN_EVENT } from './names.ts';

/** One span an event, with the times that it had, below the span that is active now. */
export function emitSpans(tracer: Tracer, { events }: QueryTrace, includeDocuments: boolean): void {
  const below = new Map<string | undefined, StageEvent[]>();
  for (const event of events) below.set(event.parentId, [...(below.get(event.parentId) ?? []), event]);
  const emit = (event: StageEvent, parent: Context): void => {
    const span = tracer.startSpan(
      nameOf(event),
      {
        kind: SpanKind.INTERNAL,
        startTime: hrTime(event.startedAt),
        attributes: spanAttributes(event, includeDocuments),
      },
      parent,
    );
    if (typeof event.notes?.error === 'string')
      span.setStatus({ code: SpanStatusCode.ERROR, message: event.notes.error });
    if (event.degraded) {
      const { reason, message } = event.degraded;
      const attributes = { [ATTRIBUTE.degradedReason]: reason, [ATTRIBUTE.degradedMessage]: message };
      span.addEvent(SPAN_EVENT.degraded, attributes, endOf(event));
    }
    const own = trace.setSpan(parent, span);
    for (const part of below.get(event.spanId) ?? []) emit(part, own);
    span.end(endOf(event));
  };
  for (const root of below.get(undefined) ?? []) emit(root, context.active());
}

/** As the conventions have it: the operation and what it works on. */
function nameOf(event: StageEvent): string {
  return `${operationOf(event) ?? event.stage} ${event.component}`;
}

function endOf({ startedAt, durationMs }: StageEvent): HrTime {
  return hrTime(startedAt + durationMs);
}

/** Seconds and nanoseconds of epoch milliseconds. */
function hrTime(milliseconds: number): HrTime {
  const seconds = Math.floor(milliseconds / 1000);
  return [seconds, Math.round((milliseconds - seconds * 1000) * 1e6)];
}

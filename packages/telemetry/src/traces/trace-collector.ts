import { checkCount, type StageEvent, type TelemetrySink } from '@tsr/core';
import type { QueryTrace } from './query-trace.ts';

export interface TraceCollectorOptions {
  /** Receives each trace when its root event has come. */
  readonly onTrace: (trace: QueryTrace) => void;
  /** Receives the events of a trace that was given up: too many others were open, or `flush` was called. */
  readonly onIncomplete?: ((trace: QueryTrace) => void) | undefined;
  /** Receives an event that came after the root of its trace, or without a trace. */
  readonly onStray?: ((event: StageEvent) => void) | undefined;
  /** How many traces may be open at once; beyond, the one that began first is given up. @default 1000 */
  readonly maxOpen?: number | undefined;
}

export interface TraceCollector extends TelemetrySink {
  /** Gives up what is still open. */
  flush(): void;
}

/** Of a trace that ended, its id is remembered for this many traces, so that what comes late is known. */
const REMEMBERED = 1000;
/** A trace of more events is given up. */
const MOST_EVENTS = 10_000;

/** Groups events by their traces: a sink for what needs whole queries. Memory is bounded. */
export function createTraceCollector(options: TraceCollectorOptions): TraceCollector {
  const { onTrace, onIncomplete, onStray } = options;
  const maxOpen = checkCount('telemetry', 'maxOpen', options.maxOpen ?? 1000);
  const open = new Map<string, StageEvent[]>();
  const ended = new Set<string>();

  function close(traceId: string): QueryTrace {
    const events = open.get(traceId)!;
    open.delete(traceId);
    remember(ended, traceId);
    return { traceId, events };
  }

  return {
    record(event) {
      const { traceId } = event;
      if (traceId === undefined || ended.has(traceId)) return onStray?.(event);
      const events = open.get(traceId) ?? [];
      open.set(traceId, events);
      events.push(event);
      if (event.stage === 'search' && event.parentId === undefined) return onTrace(close(traceId));
      if (events.length > MOST_EVENTS) onIncomplete?.(close(traceId));
      else if (open.size > maxOpen) onIncomplete?.(close(open.keys().next().value!));
    },
    flush() {
      for (const traceId of [...open.keys()]) onIncomplete?.(close(traceId));
    },
  };
}

function remember(ids: Set<string>, id: string): void {
  ids.add(id);
  if (ids.size > REMEMBERED) ids.delete(ids.values().next().value!);
}

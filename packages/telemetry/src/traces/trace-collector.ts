import { checkCount, type StageEvent, type TelemetrySink } from '@tsr/core';
import type { QueryTrace } from './query-trace.ts';

export interface TraceCollectorOptions {
  /** Receives each trace when its root event has come. */
  readonly onTrace: (trace: QueryTrace) => void;
  /** Receives the events of a trace that was given up: too many others were open, or `flush` was called. */
  readonly onIncomplete?: ((trace: QueryTrace) => void) | undefined;
  /** Receives an event that came after the root that it is below, or twice, or that is of no trace. */
  readonly onStray?: ((event: StageEvent) => void) | undefined;
  /** How many traces may be open at once; beyond, the one that began first is given up. @default 1000 */
  readonly maxOpen?: number | undefined;
}

export interface TraceCollector extends TelemetrySink {
  /** Gives up what is still open. */
  flush(): void;
}

/** The spans of this many traces that ended are remembered, so that what comes late is known. */
const REMEMBERED = 1000;
/** Events and items that open traces may hold together, about 100 MB; beyond, the one that began first is given up. */
const MOST_HELD = 1_000_000;

/**
 * Groups events by their searches: a sink for what needs whole queries. Several searches may share a trace id, one after
 * the other or at once: a search is what is below its root. Memory is bounded.
 */
export function createTraceCollector(options: TraceCollectorOptions): TraceCollector {
  const { onTrace, onIncomplete, onStray } = options;
  const maxOpen = checkCount('telemetry', 'maxOpen', options.maxOpen ?? 1000);
  const open = new Map<string, StageEvent[]>();
  const ended = createEndedSpans();
  let held = 0;

  function giveUp(traceId: string): void {
    const events = open.get(traceId)!;
    open.delete(traceId);
    held -= sizeOf(events);
    ended.add(traceId, events);
    onIncomplete?.({ traceId, events });
  }

  function close(traceId: string, root: StageEvent): void {
    const { below, others } = partition(open.get(traceId)!, root);
    held -= sizeOf(below);
    if (others.length > 0) open.set(traceId, others);
    else open.delete(traceId);
    ended.add(traceId, below);
    onTrace({ traceId, events: below });
  }

  return {
    record(event) {
      const { traceId } = event;
      if (traceId === undefined || ended.has(traceId, event)) {
        if (traceId !== undefined) ended.add(traceId, [event]);
        onStray?.(event);
        return;
      }
      const events = open.get(traceId) ?? [];
      open.set(traceId, events);
      events.push(event);
      held += sizeOf([event]);
      if (event.stage === 'search' && event.parentId === undefined) close(traceId, event);
      else if (open.size > maxOpen || held > MOST_HELD) giveUp(open.keys().next().value!);
    },
    flush() {
      for (const traceId of [...open.keys()]) giveUp(traceId);
    },
  };
}

function sizeOf(events: readonly StageEvent[]): number {
  return events.reduce((sum, { input = [], output = [] }) => sum + 1 + input.length + output.length, 0);
}

/** What is below the root, and the root; parents are recorded after what is below them. */
function partition(events: readonly StageEvent[], root: StageEvent): Record<'below' | 'others', StageEvent[]> {
  const spans = new Set([root.spanId]);
  const below: StageEvent[] = [];
  const others: StageEvent[] = [];
  for (const event of [...events].reverse()) {
    const isBelow = event === root || (event.parentId !== undefined && spans.has(event.parentId));
    if (isBelow) spans.add(event.spanId);
    (isBelow ? below : others).push(event);
  }
  return { below: below.reverse(), others: others.reverse() };
}

interface EndedSpans {
  /** These spans, and those that they are below: what was given up goes on coming, up to its root. */
  add(traceId: string, events: readonly StageEvent[]): void;
  /** The event is of one of them, or below one. */
  has(traceId: string, event: StageEvent): boolean;
}

function createEndedSpans(): EndedSpans {
  const spans = new Map<string, Set<string | undefined>>();
  return {
    add(traceId, events) {
      const known = spans.get(traceId) ?? new Set();
      for (const { spanId, parentId } of events) {
        known.add(spanId);
        if (parentId !== undefined) known.add(parentId);
      }
      spans.set(traceId, known.size > REMEMBERED ? new Set() : known);
      if (spans.size > REMEMBERED) spans.delete(spans.keys().next().value!);
    },
    has(traceId, { spanId, parentId }) {
      const known = spans.get(traceId);
      return known !== undefined && (known.has(spanId) || (parentId !== undefined && known.has(parentId)));
    },
  };
}

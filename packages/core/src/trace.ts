import type { StageEvent, Trace } from './contracts.ts';

export interface TraceOptions {
  /** Name of the part that the root span stands for. */
  readonly component: string;
  /** Receives each event, stamped with ids and notes. What it throws is swallowed: telemetry never fails a search. */
  readonly record: (event: StageEvent) => void;
  /** Several searches may share one: spans have ids of their own. @default a random UUID */
  readonly traceId?: string | undefined;
}

/** The root span of one query. */
export function createTrace({ component, record, traceId: shared }: TraceOptions): Trace {
  const traceId = shared ?? crypto.randomUUID();
  const prefix = shared === undefined ? '' : `${crypto.randomUUID().slice(0, 8)}-`;
  let spans = 0;

  function span(name: string, parentId: string | undefined): Trace {
    const spanId = `${prefix}${++spans}`;
    const notes: Record<string, unknown> = {};
    return {
      traceId,
      child: (part) => span(part, spanId),
      note: (fields) => void Object.assign(notes, fields),
      record: (event) => deliver({ ...event, component: name, traceId, spanId, ...optional(parentId, notes) }),
    };
  }

  function deliver(event: StageEvent): void {
    try {
      record(event);
    } catch {
      // A sink's failure is the sink's own.
    }
  }

  return span(component, undefined);
}

function optional(parentId: string | undefined, notes: Record<string, unknown>): Partial<StageEvent> {
  return { ...(parentId && { parentId }), ...(Object.keys(notes).length > 0 && { notes }) };
}

/** The parts of a {@link StageEvent} that only the work itself can tell. */
export type StageReport = Pick<StageEvent, 'input' | 'output' | 'degraded'>;

/**
 * Does a part's work in a child span of `trace` and records its event: what a composite does for each part it calls.
 * Without a trace it only does the work. Work that throws leaves no event.
 */
export async function recorded<T>(
  trace: Trace | undefined,
  { stage, component }: Pick<StageEvent, 'stage' | 'component'>,
  work: (span: Trace | undefined) => Promise<T> | T,
  report: (result: T) => StageReport,
): Promise<T> {
  const span = trace?.child(component);
  if (!span) return work(undefined);
  const startedAt = Date.now();
  const start = performance.now();
  const result = await work(span);
  span.record({ stage, component, startedAt, durationMs: performance.now() - start, ...report(result) });
  return result;
}

/** A trace that hands everything on to `trace`, if there is one, and shows each event to `onEvent`. */
export function watched(trace: Trace | undefined, onEvent: (event: StageEvent) => void): Trace {
  const { traceId = crypto.randomUUID() } = trace ?? {};
  return {
    traceId,
    child: (component) => watched(trace?.child(component) ?? silent(traceId), onEvent),
    note: (fields) => trace?.note(fields),
    record(event) {
      onEvent(event);
      trace?.record(event);
    },
  };
}

function silent(traceId: string): Trace {
  const trace: Trace = { traceId, child: () => trace, note: () => {}, record: () => {} };
  return trace;
}

/** A trace that writes everything down twice: in `own`, whose id it has, and in `outer`. */
export function forkedTrace(own: Trace, outer: Trace): Trace {
  return {
    traceId: own.traceId,
    child: (component) => forkedTrace(own.child(component), outer.child(component)),
    note(fields) {
      own.note(fields);
      outer.note(fields);
    },
    record(event) {
      own.record(event);
      outer.record(event);
    },
  };
}

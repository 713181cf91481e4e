import type { StageEvent, Trace } from '@tsr/core';

/** A trace that remembers what was done with it. */
export interface TraceSpy extends Trace {
  readonly component: string;
  readonly notes: readonly Readonly<Record<string, unknown>>[];
  readonly events: readonly StageEvent[];
  readonly children: readonly TraceSpy[];
}

export function createTraceSpy(component = 'root'): TraceSpy {
  const notes: Readonly<Record<string, unknown>>[] = [];
  const events: StageEvent[] = [];
  const children: TraceSpy[] = [];
  return {
    traceId: 'conformance',
    component,
    notes,
    events,
    children,
    child(part) {
      const spy = createTraceSpy(part);
      children.push(spy);
      return spy;
    },
    note: (fields) => void notes.push(fields),
    record: (event) => void events.push(event),
  };
}

/** The span and all below it. */
export function spansOf(spy: TraceSpy): readonly TraceSpy[] {
  return [spy, ...spy.children.flatMap(spansOf)];
}

import type { StageEvent, TelemetrySink } from '@tsr/core';

/** Hands each event to each sink. A sink that throws, or rejects, stops neither the search nor the other sinks. */
export function deliverTo(sinks: readonly TelemetrySink[]): (event: StageEvent) => void {
  return (event) => {
    for (const sink of sinks) hand(sink, event);
  };
}

function hand(sink: TelemetrySink, event: StageEvent): void {
  try {
    const returned: unknown = sink.record(event);
    if (returned instanceof Promise) returned.catch(() => {});
  } catch {
    // A sink's failure is the sink's own.
  }
}

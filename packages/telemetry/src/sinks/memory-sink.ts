import { checkCount, type StageEvent, type TelemetrySink } from '@tsr/core';

export interface MemorySinkOptions {
  /** How many of the latest events are kept. @default all, until it is cleared */
  readonly maxEvents?: number | undefined;
}

export interface MemorySink extends TelemetrySink {
  /** Every event that is kept, oldest first. A copy. */
  readonly events: readonly StageEvent[];
  clear(): void;
}

/** Keeps events in memory: for tests and single runs, or the latest few of a running program. */
export function createMemorySink({ maxEvents }: MemorySinkOptions = {}): MemorySink {
  const most = maxEvents === undefined ? Number.POSITIVE_INFINITY : checkCount('telemetry', 'maxEvents', maxEvents);
  const kept: StageEvent[] = [];
  return {
    record(event) {
      kept.push(event);
      // Half of them at a time, so that keeping a few costs no move an event.
      if (kept.length >= 2 * most) kept.splice(0, kept.length - most);
    },
    get events() {
      return kept.slice(Math.max(0, kept.length - most));
    },
    clear: () => void kept.splice(0),
  };
}

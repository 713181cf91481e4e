import type { StageEvent, TelemetrySink } from '@tsr/core';

export interface MemorySink extends TelemetrySink {
  /** Every event so far, oldest first. A copy. */
  readonly events: readonly StageEvent[];
  clear(): void;
}

/** Keeps every event until it is cleared: for tests and single runs. */
export function createMemorySink(): MemorySink {
  const kept: StageEvent[] = [];
  return {
    record: (event) => void kept.push(event),
    get events() {
      return [...kept];
    },
    clear: () => void kept.splice(0),
  };
}

import type { StageEvent } from '@tsr/core';

/** What one query went through. */
export interface QueryTrace {
  readonly traceId: string;
  /** In order of recording: each span after those below it, the root (`stage: 'search'`, no `parentId`) last. */
  readonly events: readonly StageEvent[];
}

/** Of the form of a trace in a file: an event a line of JSON, whose first key is `v`. */
export const TRACE_VERSION = 1;

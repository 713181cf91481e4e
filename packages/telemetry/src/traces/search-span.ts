import { createTrace, forkedTrace, type StageEvent, type StageItem, type Trace } from '@tsr/core';

export interface SearchSpanOptions {
  readonly component: string;
  readonly deliver: (event: StageEvent) => void;
  /** The trace that the caller passed, which goes on receiving what it would have. */
  readonly outer: Trace | undefined;
  /** Goes into the event as it is. */
  readonly text: { readonly query?: string };
}

/**
 * Does a search under a new trace and then tells `report` how it went, which records the root event with the final
 * results. A search that fails has its root event recorded without any, noted with the `error`.
 * Never the cause of a failure itself.
 */
export async function recordSearch<T>(
  { component, deliver, outer, text }: SearchSpanOptions,
  work: (trace: Trace) => Promise<T>,
  report: (result: T, finish: (output: readonly StageItem[]) => void) => void,
): Promise<T> {
  const own = createTrace({ component, record: deliver, traceId: outer?.traceId });
  const startedAt = Date.now();
  const start = performance.now();
  const finish = (output?: readonly StageItem[]): void => {
    const durationMs = performance.now() - start;
    own.record({ stage: 'search', component, startedAt, durationMs, ...(output && { output }), ...text });
  };
  try {
    const result = await work(outer ? forkedTrace(own, outer) : own);
    quietly(() => report(result, finish));
    return result;
  } catch (error) {
    own.note({ error: nameOf(error) });
    finish();
    throw error;
  }
}

function quietly(report: () => void): void {
  try {
    report();
  } catch {
    // A result that cannot be reported is still the caller's result.
  }
}

/** Code or class of an error. Its message stays here: it may quote the query. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

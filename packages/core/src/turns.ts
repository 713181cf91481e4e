/** Called between pieces of long synchronous work, so that others get their turn of the thread. */
export interface Turns {
  /** True once the work has held the thread long enough. */
  due(): boolean;
  /** Lets everything else that waits for the thread run, then rejects with `signal.reason` if it was aborted. */
  give(): Promise<void>;
}

export interface TurnsOptions {
  /** Milliseconds that the work may hold the thread. @default 8 */
  readonly holdMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Keeps long synchronous work from starving the event loop. Runs anywhere.
 *
 * @example
 * const turns = createTurns();
 * for (const item of many) {
 *   work(item);
 *   if (turns.due()) await turns.give();
 * }
 */
export function createTurns({ holdMs = 8, signal }: TurnsOptions = {}): Turns {
  let since = performance.now();
  return {
    due: () => performance.now() - since >= holdMs,
    async give() {
      await macrotask();
      signal?.throwIfAborted();
      since = performance.now();
    },
  };
}

// Where there is no setImmediate, setTimeout waits up to 4 ms.
function macrotask(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}

const WORK_MS = 5;

/** Called between pieces of long synchronous work. */
export interface Turns {
  /** True once the work has held the thread long enough. */
  due(): boolean;
  /** Lets everything else that waits for the thread run, then rejects with `signal.reason` if it was aborted. */
  give(): Promise<void>;
}

/** Keeps synchronous work from holding the thread for more than about 5 ms. Runs anywhere. */
export function createTurns(signal: AbortSignal | undefined): Turns {
  let since = performance.now();
  return {
    due: () => performance.now() - since >= WORK_MS,
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

const TURN_MS = 10;

/** Called between pieces of long synchronous work. */
export interface Turns {
  /** True once the deadline has passed. */
  over(): boolean;
  /**
   * Lets everything else that waits for the thread run, if the work has held it for about 10 ms; rejects with
   * `signal.reason` if the signal was aborted.
   */
  next(): Promise<void>;
}

/** `deadline` is in epoch milliseconds. */
export function createTurns(signal: AbortSignal | undefined, deadline: number = Number.POSITIVE_INFINITY): Turns {
  let since = performance.now();
  return {
    over: () => Date.now() > deadline,
    async next() {
      if (performance.now() - since >= TURN_MS) {
        await macrotask();
        since = performance.now();
      }
      signal?.throwIfAborted();
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

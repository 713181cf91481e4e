/** Aborts a connection on which nothing has come for too long, or whose caller has gone. */
export interface StallWatch {
  readonly signal: AbortSignal;
  readonly stalled: boolean;
  /** Something came. */
  touch(): void;
  end(): void;
}

export function createStallWatch(stalledAfterMs: number, caller: AbortSignal | undefined): StallWatch {
  const controller = new AbortController();
  let stalled = false;
  const timer = setTimeout(() => {
    stalled = true;
    controller.abort();
  }, stalledAfterMs);
  return {
    signal: caller ? AbortSignal.any([caller, controller.signal]) : controller.signal,
    get stalled() {
      return stalled;
    },
    touch: () => void timer.refresh(),
    end: () => clearTimeout(timer),
  };
}

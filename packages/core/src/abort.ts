/**
 * Who waits for a signal. Node warns of a leak at more than ten listeners on one, which a handful of concurrent
 * searches under one signal would reach: so each signal has one listener, whatever the number of waits.
 */
const waits = new WeakMap<AbortSignal, Waits>();

interface Waits {
  readonly callbacks: Set<(reason: unknown) => void>;
  readonly listener: () => void;
}

/**
 * `work`, or a rejection with `signal.reason` as soon as the signal aborts, even if the work never looks at it.
 * Nothing of it is left on the signal when either is done.
 */
export async function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  let reject = (_: unknown): void => {};
  const aborted = new Promise<never>((_, rejectAborted) => {
    reject = rejectAborted;
  });
  if (signal.aborted) reject(signal.reason);
  const forget = waitFor(signal, reject);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    forget();
    // Work that ended in the moment of the abort ended too late.
    signal.throwIfAborted();
  }
}

function waitFor(signal: AbortSignal, onAbort: (reason: unknown) => void): () => void {
  const group = waits.get(signal) ?? startWaiting(signal);
  group.callbacks.add(onAbort);
  return () => {
    group.callbacks.delete(onAbort);
    if (group.callbacks.size === 0) stopWaiting(signal, group);
  };
}

function startWaiting(signal: AbortSignal): Waits {
  const callbacks = new Set<(reason: unknown) => void>();
  const listener = (): void => {
    for (const callback of callbacks) callback(signal.reason);
  };
  const group = { callbacks, listener };
  waits.set(signal, group);
  signal.addEventListener('abort', listener, { once: true });
  return group;
}

function stopWaiting(signal: AbortSignal, { listener }: Waits): void {
  waits.delete(signal);
  signal.removeEventListener('abort', listener);
}

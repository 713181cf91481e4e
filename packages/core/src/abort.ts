/**
 * `work`, or a rejection with `signal.reason` as soon as the signal aborts, even if the work never looks at it.
 * Work that was done in the same moment is too late: an abort always wins. The listener is gone when either is done.
 */
export async function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  let onAbort = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
    signal.throwIfAborted();
  }
}

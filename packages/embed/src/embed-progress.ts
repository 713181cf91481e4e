/** How far long work is. */
export interface EmbedProgress {
  /** Texts that have their vector. */
  readonly done: number;
  readonly total: number;
  /** Texts per second since the call began. */
  readonly perSecond: number;
}

/** Tells a callback, after each piece of work, how many texts are done and how fast it goes. */
export function createProgressMeter(
  total: number,
  onProgress: ((progress: EmbedProgress) => void) | undefined,
  now: () => number = () => performance.now(),
): (done: number) => void {
  if (onProgress === undefined) return () => {};
  const begun = now();
  return (done) => onProgress({ done, total, perSecond: (1000 * done) / Math.max(1, now() - begun) });
}

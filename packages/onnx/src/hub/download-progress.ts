/** How far the download of one file is. */
export interface DownloadProgress {
  /** The id that was asked for. */
  readonly model: string;
  /** Path in the model's folder. */
  readonly file: string;
  /** Bytes that are there, those of an earlier attempt included. */
  readonly done: number;
  /** Bytes of the whole file; undefined where the server does not say. */
  readonly total: number | undefined;
  /** Bytes per second since this attempt began. */
  readonly perSecond: number;
}

const INTERVAL_MS = 100;

/** Tells a callback of a file's pieces: of the first, of the last, and about ten times per second between them. */
export function downloadReport(
  onDownload: ((progress: DownloadProgress) => void) | undefined,
  model: string,
  file: string,
): (done: number, total: number | undefined) => void {
  if (onDownload === undefined) return () => {};
  let begun: { at: number; done: number } | undefined;
  let told = Number.NEGATIVE_INFINITY;
  return (done, total) => {
    const now = performance.now();
    begun ??= { at: now, done };
    if (now - told < INTERVAL_MS && done !== total) return;
    told = now;
    const perSecond = (1000 * (done - begun.done)) / Math.max(1, now - begun.at);
    onDownload({ model, file, done, total, perSecond });
  };
}

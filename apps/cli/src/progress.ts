import { Presets, SingleBar } from 'cli-progress';

export interface Progress {
  advance(bytes: number): void;
  /** Takes the bar away. May be called twice. */
  finish(): void;
}

/** A bar over the bytes to read, on stderr; nothing where that is no terminal, or where quiet is asked for. */
export function createProgress(totalBytes: number, quiet: boolean): Progress {
  if (quiet || !process.stderr.isTTY) return { advance: () => {}, finish: () => {} };
  const format = 'indexing {bar} {percentage} %, {eta_formatted} left';
  const bar = new SingleBar({ format, stream: process.stderr, clearOnComplete: true }, Presets.shades_classic);
  bar.start(totalBytes, 0);
  return { advance: (bytes) => bar.increment(bytes), finish: () => bar.stop() };
}

import { Presets, SingleBar } from 'cli-progress';

export interface Progress {
  advance(amount: number): void;
  /** Takes the bar away. May be called twice. */
  finish(): void;
}

/** A bar over the bytes to read, on stderr; nothing where that is no terminal, or where quiet is asked for. */
export function createProgress(totalBytes: number, quiet: boolean): Progress {
  return quiet ? NONE : bar('indexing {bar} {percentage} %, {eta_formatted} left', totalBytes);
}

/** A bar over the queries to search for, on stderr; nothing where that is no terminal. */
export function createQueryProgress(queries: number): Progress {
  return bar('searching {bar} {value} of {total}, {eta_formatted} left', queries);
}

/** A bar over settings whose number is known once the first is done. */
export function createSettingsProgress(): { at(done: number, of: number): void; finish(): void } {
  let shown: Progress | undefined;
  return {
    at(_, of) {
      shown ??= bar('trying settings {bar} {value} of {total}, {eta_formatted} left', of);
      shown.advance(1);
    },
    finish: () => shown?.finish(),
  };
}

const NONE: Progress = { advance: () => {}, finish: () => {} };

function bar(format: string, total: number): Progress {
  if (!process.stderr.isTTY) return NONE;
  const shown = new SingleBar({ format, stream: process.stderr, clearOnComplete: true }, Presets.shades_classic);
  shown.start(total, 0);
  return { advance: (amount) => shown.increment(amount), finish: () => shown.stop() };
}

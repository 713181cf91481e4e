import type { TelemetrySink } from '@tsr/core';
import { formatStage } from './format-stage.ts';

export interface LineSinkOptions {
  /** Receives each line, without a line break. */
  readonly write: (line: string) => void;
}

/** One readable line a stage, for a person who watches: see `formatStage`. */
export function createLineSink({ write }: LineSinkOptions): TelemetrySink {
  return { record: (event) => write(formatStage(event)) };
}

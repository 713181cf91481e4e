import type { TelemetrySink } from '@tsr/core';
import { createJsonLinesSink, createLineSink } from '@tsr/telemetry';

import type { StageLogOptions } from './stage-log-options.ts';

/** The sinks to search with: one that writes to stderr, or none. */
export function stageLog({ log = 'lines', quiet = false }: StageLogOptions): readonly TelemetrySink[] {
  if (quiet) return [];
  const write = (line: string): void => void process.stderr.write(`${line}\n`);
  return [log === 'json' ? createJsonLinesSink({ write }) : createLineSink({ write })];
}

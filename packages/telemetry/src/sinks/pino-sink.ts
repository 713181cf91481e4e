import type { StageEvent, TelemetrySink } from '@tsr/core';
import { TRACE_VERSION } from '../traces/query-trace.ts';
import { formatStage } from './format-stage.ts';

/** What is used of a pino logger, or of one that is called the same way. */
export interface PinoLogger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface PinoSinkOptions {
  readonly logger: PinoLogger;
}

/**
 * Each event through a logger: the event as the field `trace`, in the form of a trace file, and the line of `formatStage`
 * as the message. What degraded, and a search that failed, at level `warn`, all else at `info`.
 *
 * @example
 * const observed = withTelemetry(retriever, createPinoSink({ logger: pino() }));
 */
export function createPinoSink({ logger }: PinoSinkOptions): TelemetrySink {
  return {
    record(event) {
      const fields = { trace: { v: TRACE_VERSION, ...event } };
      if (isTrouble(event)) logger.warn(fields, formatStage(event));
      else logger.info(fields, formatStage(event));
    },
  };
}

function isTrouble({ degraded, notes }: StageEvent): boolean {
  return degraded !== undefined || notes?.error !== undefined;
}

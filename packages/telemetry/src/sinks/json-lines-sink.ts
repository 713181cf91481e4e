import { type StageEvent, shown, type TelemetrySink } from '@tsr/core';
import { TRACE_VERSION } from '../traces/query-trace.ts';
import { itemListText } from './item-list-text.ts';

export interface JsonLinesSinkOptions {
  /** Receives one JSON object an event, without a line break. */
  readonly write: (line: string) => void;
}

/**
 * One JSON object an event, all of it: what `readTraces` reads. Notes that JSON cannot hold are written as short texts.
 */
export function createJsonLinesSink({ write }: JsonLinesSinkOptions): TelemetrySink {
  return { record: (event) => write(jsonOf(event)) };
}

function jsonOf({ input, output, ...event }: StageEvent): string {
  const head = headOf(event).slice(0, -1);
  const lists = (input ? `,"input":${itemListText(input)}` : '') + (output ? `,"output":${itemListText(output)}` : '');
  return `${head}${lists}}`;
}

function headOf(event: StageEvent): string {
  try {
    return JSON.stringify({ v: TRACE_VERSION, ...event });
  } catch {
    const notes = Object.entries(event.notes ?? {}).map(([name, value]) => [name, shown(value)]);
    return JSON.stringify({ v: TRACE_VERSION, ...event, notes: Object.fromEntries(notes) });
  }
}

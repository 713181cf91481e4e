import { checkCount, type StageEvent } from '@tsr/core';
import { eventOf } from './check-event.ts';
import { missingStage } from './missing-stage.ts';
import type { QueryTrace } from './query-trace.ts';
import { createTraceCollector } from './trace-collector.ts';
import { type TraceLine, traceLines } from './trace-lines.ts';

export interface ReadTracesOptions {
  /** A longer line is passed over, and never held. @default 16 MiB */
  readonly maxLineBytes?: number | undefined;
  /** How many traces may be open at once. @default 1000 */
  readonly maxOpen?: number | undefined;
}

export type TraceProblemKind =
  | 'too-long'
  | 'not-utf8'
  | 'not-json'
  | 'truncated'
  | 'version'
  | 'not-an-event'
  | 'missing-stage'
  | 'late-event'
  | 'incomplete-trace';

/** What was left out, and where it was first met. */
export interface TraceProblem {
  readonly kind: TraceProblemKind;
  readonly count: number;
  /** Line of the first, from 1; over all that was read as one. */
  readonly line: number;
  readonly message: string;
}

export interface TraceReading extends AsyncIterable<QueryTrace> {
  /** What was left out so far, by kind. */
  problems(): readonly TraceProblem[];
}

/**
 * The traces of a trace file, each as soon as its root event is read, in flat memory. Lines that are no events of this
 * version are left out and counted, as are traces whose root never comes; everything else is given. A trace may go on
 * in the next file: read files that belong together as one stream.
 *
 * @example
 * const reading = readTraces(createReadStream('traces.jsonl'));
 * for await (const { events } of reading) provenance.add(observationOf(events));
 * for (const { line, message } of reading.problems()) console.error(`line ${line}: ${message}`);
 */
export function readTraces(chunks: AsyncIterable<Uint8Array | string>, options: ReadTracesOptions = {}): TraceReading {
  const maxLineBytes = checkCount('telemetry', 'maxLineBytes', options.maxLineBytes ?? 16 * 2 ** 20);
  const problems = new Map<TraceProblemKind, TraceProblem>();
  const tell = (kind: TraceProblemKind, line: number, message: string): void => {
    const known = problems.get(kind) ?? { kind, count: 0, line, message };
    problems.set(kind, { ...known, count: known.count + 1 });
  };

  async function* read(): AsyncGenerator<QueryTrace> {
    const ready: QueryTrace[] = [];
    let line = 0;
    const collector = createTraceCollector({
      onTrace(trace) {
        const missing = missingStage(trace);
        if (missing === undefined) ready.push(trace);
        else tell('missing-stage', line, `trace ${trace.traceId} has lost ${missing}`);
      },
      onIncomplete: ({ traceId }) => tell('incomplete-trace', line, `trace ${traceId} has events without their root`),
      onStray: ({ traceId }) => tell('late-event', line, `trace ${traceId} had ended when the event came`),
      maxOpen: options.maxOpen,
    });
    for await (const next of traceLines(chunks, maxLineBytes)) {
      line = next.number;
      const event = readLine(next);
      if ('kind' in event) tell(event.kind, line, event.message);
      else collector.record(event);
      yield* ready.splice(0);
    }
    collector.flush();
  }

  return { [Symbol.asyncIterator]: read, problems: () => [...problems.values()] };
}

/** The event of a line, or why it has none. */
function readLine({ text, fault, open }: TraceLine): StageEvent | { kind: TraceProblemKind; message: string } {
  if (fault === 'too-long') return { kind: fault, message: 'the line is longer than allowed' };
  if (text === undefined) return { kind: 'not-utf8', message: 'the line is not UTF-8' };
  try {
    return eventOf(JSON.parse(text));
  } catch {
    return open
      ? { kind: 'truncated', message: 'the file ends in the middle of an event' }
      : { kind: 'not-json', message: 'the line is not JSON' };
  }
}

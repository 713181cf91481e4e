import { checkCount, invalidArgument, type StageEvent, shown, type TelemetrySink, TsrError } from '@tsr/core';
import { createStream, type RotatingFileStream } from 'rotating-file-stream';
import { createJsonLinesSink } from '../sinks/json-lines-sink.ts';

export interface TraceFileSinkOptions {
  /** File to append to. Older ones are beside it, as `path.1` (the youngest), `path.2`, … */
  readonly path: string;
  /** A file that has grown beyond this is rotated. @default 64 MiB */
  readonly maxBytes?: number | undefined;
  /** How many rotated files are kept beside the current one. @default 5 */
  readonly maxFiles?: number | undefined;
  /** Bytes that may wait for a slow disk; beyond, events are dropped and counted. @default 8 MiB */
  readonly maxPendingBytes?: number | undefined;
  /** After a failure to write, this long passes before the next try; events until then are dropped. @default 5000 */
  readonly retryMs?: number | undefined;
}

export interface TraceFileSink extends TelemetrySink {
  status(): TraceFileStatus;
  /** Resolves when everything that was recorded is in the file, or cannot be. */
  close(): Promise<void>;
}

export interface TraceFileStatus {
  /** Events written. */
  readonly recorded: number;
  /** Events that were not: the disk was too slow, or had failed, or the sink was closed. */
  readonly dropped: number;
  /** Why the last write failed. */
  readonly failure?: string;
}

/**
 * Writes traces to a file in the form that `readTraces` reads, rotated and bounded: at most `maxFiles + 1` files of
 * `maxBytes` and a line each. Never blocks or fails a search, and never holds more than `maxPendingBytes`: what cannot
 * be written is dropped and counted in `status()`.
 *
 * @example
 * const sink = await createTraceFileSink({ path: 'traces/search.jsonl' });
 * const observed = withTelemetry(retriever, sink);
 *
 * @throws TsrError `TSR_IO` where the file cannot be opened.
 */
export async function createTraceFileSink(options: TraceFileSinkOptions): Promise<TraceFileSink> {
  const { path, retryMs, maxPendingBytes, ...rotation } = checked(options);
  let recorded = 0;
  let dropped = 0;
  let failure: string | undefined;
  let failedAt = Number.NEGATIVE_INFINITY;
  let isClosed = false;
  let stream: RotatingFileStream | undefined = await opened(path, rotation);
  stream.on('error', fail);

  function fail(error: Error): void {
    failure = error.message;
    failedAt = performance.now();
    const failed = stream;
    stream = undefined;
    failed?.destroy();
  }

  /** The stream to write to; another try where the last one failed long enough ago. */
  function current(): RotatingFileStream | undefined {
    if (stream || isClosed || performance.now() - failedAt < retryMs) return stream;
    stream = streamOf(path, rotation);
    stream.on('error', fail);
    return stream;
  }

  const lines = createJsonLinesSink({
    write(line) {
      const to = current();
      if (!to || to.writableLength > maxPendingBytes) {
        dropped++;
        return;
      }
      to.write(`${line}\n`, (error) => {
        if (error) dropped++;
        else recorded++;
      });
    },
  });

  return {
    record: (event: StageEvent) => lines.record(event),
    status: () => ({ recorded, dropped, ...(failure !== undefined && { failure }) }),
    async close() {
      isClosed = true;
      const last = stream;
      stream = undefined;
      if (last) await closed(last);
    },
  };
}

interface Rotation {
  readonly maxBytes: number;
  readonly maxFiles: number;
}

function checked(
  options: TraceFileSinkOptions,
): Required<{ [K in keyof TraceFileSinkOptions]: NonNullable<TraceFileSinkOptions[K]> }> {
  const { path, maxBytes, maxFiles, maxPendingBytes, retryMs } = options;
  if (typeof path !== 'string' || path === '') {
    throw invalidArgument(`telemetry: path is ${shown(path)}; pass that of a file to append to`);
  }
  return {
    path,
    maxBytes: checkCount('telemetry', 'maxBytes', maxBytes ?? 64 * 2 ** 20),
    maxFiles: checkCount('telemetry', 'maxFiles', maxFiles ?? 5),
    maxPendingBytes: checkCount('telemetry', 'maxPendingBytes', maxPendingBytes ?? 8 * 2 ** 20),
    retryMs: checkCount('telemetry', 'retryMs', retryMs ?? 5000),
  };
}

function streamOf(path: string, { maxBytes, maxFiles }: Rotation): RotatingFileStream {
  return createStream(path, { size: `${maxBytes}B`, rotate: maxFiles });
}

function opened(path: string, rotation: Rotation): Promise<RotatingFileStream> {
  return new Promise((resolve, reject) => {
    const stream = streamOf(path, rotation);
    const fail = (cause: Error): void => {
      const message = `telemetry: trace file ${path} cannot be opened (${cause.message}); name a file in a folder that can be written`;
      reject(new TsrError('TSR_IO', message, { cause }));
    };
    stream.once('error', fail);
    stream.once('open', () => {
      stream.off('error', fail);
      resolve(stream);
    });
  });
}

function closed(stream: RotatingFileStream): Promise<void> {
  return new Promise((resolve) => {
    stream.once('close', resolve);
    stream.once('error', () => resolve());
    stream.end();
  });
}

import { createReadStream } from 'node:fs';
import { oneLine, type QueryTrace, readTraces } from '@tsr/telemetry';
import { dataError, usageError } from './fail.ts';

/** The traces of files one after the other, as if they were one; `-` is standard input. Says on stderr what was left out. */
export async function* readTraceFiles(paths: readonly string[], signal: AbortSignal): AsyncGenerator<QueryTrace> {
  const reading = readTraces(chunksOf(paths, signal));
  let found = false;
  for await (const trace of reading) {
    signal.throwIfAborted();
    found = true;
    yield trace;
  }
  for (const { count, line, message } of reading.problems()) {
    process.stderr.write(`left out ${count}, the first at line ${line}: ${oneLine(message)}\n`);
  }
  if (!found) {
    throw dataError(`--traces ${paths.join(', ')} holds no trace; name files that --save-traces or --log json wrote`);
  }
}

async function* chunksOf(paths: readonly string[], signal: AbortSignal): AsyncGenerator<Uint8Array> {
  for (const path of paths) {
    const stream = path === '-' ? process.stdin : createReadStream(path, { signal });
    try {
      yield* stream as AsyncIterable<Uint8Array>;
    } catch (error) {
      signal.throwIfAborted();
      throw usageError(`--traces ${path} cannot be read (${(error as NodeJS.ErrnoException).code}); name a trace file`);
    }
  }
}

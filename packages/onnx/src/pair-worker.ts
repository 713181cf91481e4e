import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { outOfRange, TsrError } from '@tsr/core';
import type { ExitGuard } from './exit-guard.ts';
import { createNativeGate } from './native-gate.ts';
import type { PairOutput, PairRequest, WireError, WorkerMessage, WorkerSetup } from './protocol.ts';

/** One thread with one model. */
export interface PairWorker {
  /** False once the thread has ended. */
  alive(): boolean;
  /** One request at a time. */
  run(request: PairRequest): Promise<PairOutput>;
  /** Ends the thread as soon as it has finished what runs. */
  stop(): Promise<void>;
}

export interface PairWorkerOptions extends Omit<WorkerSetup, 'gate'> {
  readonly maxHeapMb: number;
  readonly guard: ExitGuard;
}

/**
 * Starts a thread and waits until its model is open. While it is asked something it keeps the process alive,
 * otherwise not.
 */
export async function startPairWorker({ maxHeapMb, guard, ...setup }: PairWorkerOptions): Promise<PairWorker> {
  const gate = createNativeGate();
  const worker = openThread({
    workerData: { ...setup, gate: gate.memory } satisfies WorkerSetup,
    resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
  });
  guard.add(gate);
  worker.on('exit', () => {
    guard.remove(gate);
    gate.leave();
  });
  const mailbox = mailboxOf(worker);
  const ready = await mailbox.next();
  if (ready.kind !== 'ready') {
    await worker.terminate();
    throw ready.kind === 'failed' ? errorOf(ready.error) : engineFailure('answered before it was ready');
  }
  let running: Promise<unknown> = Promise.resolve();

  async function run(request: PairRequest): Promise<PairOutput> {
    const answer = mailbox.next();
    running = answer.catch(() => {});
    worker.postMessage(request);
    const message = await answer;
    if (message.kind === 'done') return message.output;
    throw message.kind === 'failed' ? errorOf(message.error) : engineFailure('started twice');
  }
  return {
    alive: mailbox.open,
    run,
    async stop() {
      gate.close();
      await running;
      await worker.terminate();
    },
  };
}

/** Where the process itself runs a string (`--input-type`), a thread may only be started with one too. */
function openThread(options: WorkerOptions): Worker {
  const file = pathToFileURL(createRequire(import.meta.url).resolve('@tsr/onnx/worker'));
  const runsString = process.execArgv.some((argument) => argument.startsWith('--input-type'));
  return runsString
    ? new Worker(`import(${JSON.stringify(file)})`, { ...options, eval: true })
    : new Worker(file, options);
}

interface Mailbox {
  open(): boolean;
  next(): Promise<WorkerMessage>;
}

/** Turns a worker's events into one promise per message, which also rejects when the thread ends. */
function mailboxOf(worker: Worker): Mailbox {
  let waiting: { resolve(message: WorkerMessage): void; reject(error: Error): void } | undefined;
  let end: TsrError | undefined;

  function taken(): typeof waiting {
    const taker = waiting;
    waiting = undefined;
    worker.unref();
    return taker;
  }
  function ended(fact: string, cause?: unknown): void {
    end ??= engineFailure(fact, cause);
    taken()?.reject(end);
  }
  worker.on('message', (message: WorkerMessage) => taken()?.resolve(message));
  worker.on('messageerror', (cause) => ended('sent what cannot be read', cause));
  worker.on('error', (cause) => ended(`crashed: ${String(cause)}`, cause));
  worker.on('exit', (code) => ended(`ended with code ${code}`));

  return {
    open: () => end === undefined,
    next: () =>
      new Promise((resolve, reject) => {
        if (end) return reject(end);
        worker.ref();
        waiting = { resolve, reject };
      }),
  };
}

function engineFailure(fact: string, cause?: unknown): TsrError {
  return new TsrError('TSR_ENGINE_FAILURE', `onnx: a worker thread ${fact}`, { cause });
}

function errorOf({ code, message }: WireError): Error {
  return code === undefined ? outOfRange(message) : new TsrError(code, message);
}

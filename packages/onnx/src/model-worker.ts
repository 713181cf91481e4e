import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { outOfRange, TsrError } from '@tsr/core';
import type { ExitGuard } from './exit-guard.ts';
import { engineFailure, mailboxOf } from './mailbox.ts';
import { createNativeGate } from './native-gate.ts';
import type { ModelOutput, ModelSettings, Opened, WireError, WorkerRequest, WorkerSetup } from './protocol.ts';

/** One thread with one model. */
export interface ModelWorker extends Opened {
  /** False once the thread has ended. */
  alive(): boolean;
  /** One request at a time. Undefined if it would have been done after its deadline, and was not started. */
  run(request: WorkerRequest): Promise<readonly ModelOutput[] | undefined>;
  /** What runs is not wanted any more: it rejects after the native call that it is in. */
  interrupt(): void;
  /** Ends the thread as soon as it has finished what runs. */
  stop(): Promise<void>;
}

export interface ModelWorkerOptions extends ModelSettings {
  readonly maxHeapMb: number;
  readonly guard: ExitGuard;
}

/**
 * Starts a thread and waits until its model is open. While it is asked something it keeps the process alive,
 * otherwise not.
 */
export async function startModelWorker({ maxHeapMb, guard, ...settings }: ModelWorkerOptions): Promise<ModelWorker> {
  const gate = createNativeGate();
  const worker = openThread({
    workerData: { ...settings, gate: gate.memory } satisfies WorkerSetup,
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

  async function run(request: WorkerRequest): Promise<readonly ModelOutput[] | undefined> {
    const answer = mailbox.next();
    running = answer.catch(() => {});
    gate.resume();
    worker.postMessage(request);
    const message = await answer;
    if (message.kind === 'done') return message.outputs;
    if (message.kind === 'late') return undefined;
    throw message.kind === 'failed' ? errorOf(message.error) : engineFailure('started twice');
  }
  return {
    provider: ready.provider,
    batchTokens: ready.batchTokens,
    dtype: ready.dtype,
    alive: mailbox.open,
    run,
    interrupt: gate.interrupt,
    async stop() {
      await running;
      gate.close();
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

function errorOf({ code, message }: WireError): Error {
  return code === undefined ? outOfRange(message) : new TsrError(code, message);
}

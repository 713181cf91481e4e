import type { Worker } from 'node:worker_threads';
import { TsrError } from '@tsr/core';
import type { WorkerMessage } from './protocol.ts';

/** Messages of a thread, one promise each, which also rejects when the thread ends. */
export interface Mailbox {
  open(): boolean;
  /** Until it comes, the thread keeps the process alive. */
  next(): Promise<WorkerMessage>;
}

export function mailboxOf(worker: Worker): Mailbox {
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

export function engineFailure(fact: string, cause?: unknown): TsrError {
  return new TsrError('TSR_ENGINE_FAILURE', `onnx: a worker thread ${fact}`, { cause });
}

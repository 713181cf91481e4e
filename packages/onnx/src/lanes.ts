import { abortable, TsrError } from '@tsr/core';
import type { ModelWorker } from './model-worker.ts';
import type { ModelInput, ModelOutput } from './protocol.ts';

export interface RunOptions {
  /** Rejects at once; what runs is left after the native call that it is in. */
  readonly signal?: AbortSignal | undefined;
  /** Epoch milliseconds: it is not started if it is predicted to end later. */
  readonly deadline?: number | undefined;
  /** Told when a thread takes it up: milliseconds that it waited for one. */
  readonly onStart?: ((queueMs: number) => void) | undefined;
}

/** Hands requests to whichever thread is free, in the order they come. */
export interface Lanes {
  /** Undefined if it was not started, because of its deadline. */
  run(inputs: readonly ModelInput[], options?: RunOptions): Promise<readonly ModelOutput[] | undefined>;
  /** @throws TsrError `TSR_DISPOSED` */
  checkOpen(): void;
  /** What runs is finished, what waits rejects. */
  dispose(): Promise<void>;
}

interface Task {
  readonly inputs: readonly ModelInput[];
  readonly options: RunOptions;
  /** As `performance.now` has it. */
  readonly queuedAt: number;
  resolve(outputs: readonly ModelOutput[] | undefined): void;
  reject(error: unknown): void;
}

/** One thread after another: the next is started when the last has crashed. */
interface Lane {
  /** Pending while the thread starts; rejected if it could not. */
  worker: Promise<ModelWorker>;
}

export function lanesOf(started: readonly ModelWorker[], start: () => Promise<ModelWorker>): Lanes {
  const lanes: readonly Lane[] = started.map((worker) => ({ worker: Promise.resolve(worker) }));
  const idle = [...lanes];
  const queue: Task[] = [];
  let disposed = false;

  async function liveWorker(lane: Lane): Promise<ModelWorker> {
    const worker = await lane.worker.catch(() => undefined);
    if (disposed) throw disposedError();
    if (worker?.alive()) return worker;
    lane.worker = start();
    return lane.worker;
  }

  async function work(lane: Lane, { inputs, options, queuedAt, resolve, reject }: Task): Promise<void> {
    try {
      const worker = await liveWorker(lane);
      options.onStart?.(performance.now() - queuedAt);
      const outputs = worker.run({ inputs, deadline: options.deadline });
      // Whoever asked has their rejection; the thread is told, and the lane waits for it.
      abortable(outputs, options.signal).catch(() => {
        if (options.signal?.aborted) worker.interrupt();
      });
      resolve(await outputs);
    } catch (error) {
      reject(disposed ? disposedError() : error);
    }
    idle.push(lane);
    dispatch();
  }

  function dispatch(): void {
    while (idle.length > 0 && queue.length > 0) {
      const task = queue.shift()!;
      const { signal, deadline = Number.POSITIVE_INFINITY } = task.options;
      if (disposed) task.reject(disposedError());
      else if (signal?.aborted) task.reject(signal.reason);
      else if (Date.now() >= deadline) task.resolve(undefined);
      else void work(idle.pop()!, task);
    }
  }

  return {
    run: (inputs, options = {}) =>
      abortable(
        new Promise((resolve, reject) => {
          if (disposed) return reject(disposedError());
          queue.push({ inputs, options, queuedAt: performance.now(), resolve, reject });
          dispatch();
        }),
        options.signal,
      ),
    checkOpen() {
      if (disposed) throw disposedError();
    },
    async dispose() {
      disposed = true;
      await Promise.allSettled(lanes.map(async ({ worker }) => (await worker).stop()));
      dispatch();
    },
  };
}

function disposedError(): TsrError {
  return new TsrError('TSR_DISPOSED', 'onnx: the model was disposed of; open it again');
}

import { availableParallelism } from 'node:os';
import { type Disposable, outOfRange, TsrError } from '@tsr/core';
import { createExitGuard } from './exit-guard.ts';
import { type PairWorker, startPairWorker } from './pair-worker.ts';
import type { PairOutput, PairRequest } from './protocol.ts';
import type { ResolvedModel } from './resolve-model.ts';

export interface InferencePoolOptions {
  readonly model: ResolvedModel;
  /** Name of the model's output to give back. */
  readonly output: string;
  /** Threads, each with its own copy of the model. @default 1 */
  readonly workers?: number;
  /** JavaScript heap of each thread, without the model: a text that needs more fails alone. @default 1024 */
  readonly maxHeapMb?: number;
}

export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  /** Epoch milliseconds after which the pair is not started any more. */
  readonly deadline?: number | undefined;
}

/**
 * Runs a model over pairs, off the main thread. Pairs are taken in the order of the calls. `dispose` waits for those
 * that run; those that wait reject.
 */
export interface InferencePool extends Disposable {
  readonly workers: number;
  /**
   * The model's output for one pair, which depends on that pair alone: it is run by itself, without padding.
   * Undefined if the deadline passed before it could start. A pair that runs is finished; one that waits
   * rejects, when its turn comes, if its signal has aborted.
   * @throws TsrError `TSR_ENGINE_FAILURE` if the model or its thread failed; the next pair gets a new thread.
   */
  run(pair: PairRequest, options?: RunOptions): Promise<PairOutput | undefined>;
}

interface Task {
  readonly pair: PairRequest;
  readonly options: RunOptions;
  resolve(output: PairOutput | undefined): void;
  reject(error: unknown): void;
}

/** One thread after another: the next is started when the last has crashed. */
interface Lane {
  /** Pending while the thread starts; rejected if it could not. */
  worker: Promise<PairWorker>;
}

const MAX_WORKERS = 256;

/** Threads that suit this machine when nobody says otherwise: two at most, the rest is for everything else. */
export function defaultWorkers(): number {
  return Math.max(1, Math.min(2, availableParallelism()));
}

/**
 * Opens a model in `workers` threads.
 * @throws TsrError `TSR_MODEL_INVALID`, `TSR_MISSING_DEPENDENCY`
 */
export async function createInferencePool({
  model,
  output,
  workers = 1,
  maxHeapMb = 1024,
}: InferencePoolOptions): Promise<InferencePool> {
  if (!Number.isInteger(workers) || workers < 1 || workers > MAX_WORKERS)
    throw outOfRange(`onnx: workers is ${workers}; pass a whole number from 1 to ${MAX_WORKERS}`);
  const guard = createExitGuard();
  const start = (): Promise<PairWorker> => startPairWorker({ model, output, maxHeapMb, guard });
  try {
    const pool = poolOf(await startAll(workers, start), start);
    return { ...pool, dispose: () => pool.dispose().finally(guard.release) };
  } catch (error) {
    guard.release();
    throw error;
  }
}

/** All, or none: what did start is stopped again. */
async function startAll(workers: number, start: () => Promise<PairWorker>): Promise<PairWorker[]> {
  const outcomes = await Promise.allSettled(Array.from({ length: workers }, start));
  const started = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (!failure) return started;
  await Promise.all(started.map((worker) => worker.stop()));
  throw failure.reason;
}

function poolOf(started: readonly PairWorker[], start: () => Promise<PairWorker>): InferencePool {
  const lanes: readonly Lane[] = started.map((worker) => ({ worker: Promise.resolve(worker) }));
  const idle = [...lanes];
  const queue: Task[] = [];
  let disposed = false;

  async function liveWorker(lane: Lane): Promise<PairWorker> {
    const worker = await lane.worker.catch(() => undefined);
    if (disposed) throw disposedError();
    if (worker?.alive()) return worker;
    lane.worker = start();
    return lane.worker;
  }

  async function work(lane: Lane, task: Task): Promise<void> {
    try {
      const worker = await liveWorker(lane);
      task.resolve(await worker.run(task.pair));
    } catch (error) {
      task.reject(disposed ? disposedError() : error);
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
    workers: started.length,
    run: (pair, options = {}) =>
      new Promise((resolve, reject) => {
        if (disposed) return reject(disposedError());
        queue.push({ pair, options, resolve, reject });
        dispatch();
      }),
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

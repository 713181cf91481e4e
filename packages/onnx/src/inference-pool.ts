import { availableParallelism } from 'node:os';
import type { Disposable } from '@tsr/core';
import { createExitGuard, type ExitGuard } from './exit-guard.ts';
import { inOrder } from './in-order.ts';
import { withinReach } from './input-reach.ts';
import { type Lanes, lanesOf, type RunOptions } from './lanes.ts';
import { checkUnchanged } from './model-fingerprint.ts';
import { type ModelWorker, startModelWorker } from './model-worker.ts';
import { checkedSettings } from './pool-settings.ts';
import type { ModelInput, ModelOutput, ModelSettings, PoolingOptions } from './protocol.ts';
import { type Provider, warnOfSlowRuntime } from './provider.ts';
import type { ResolvedModel } from './resolve-model.ts';
import { windowsOf } from './windows.ts';

export interface InferencePoolOptions {
  readonly model: ResolvedModel;
  /** Name of the model's output to give back. @default where pooled, last_hidden_state or token_embeddings */
  readonly output?: string;
  /** Makes one normalised vector of the output's rows, a row per token. @default the output as it is */
  readonly pooling?: PoolingOptions['method'];
  /** Keeps so many of a pooled vector's dimensions, from the first on. @default all */
  readonly dimensions?: number | undefined;
  /** Threads, each with its own copy of the model. @default 1 */
  readonly workers?: number;
  /** JavaScript heap of each thread, without the model: a text that needs more fails alone. @default 1024 */
  readonly maxHeapMb?: number;
  /**
   * What to compute with: `cpu`, `cuda`, …, or `wasm` for onnxruntime-web. It is used or refused, never replaced.
   * @default the best that works here; see `provider` of the pool
   */
  readonly provider?: string | undefined;
  /**
   * Runs inputs of like length together, up to so many tokens with padding: numbers then depend on the neighbours,
   * by less than a cosine of 1e-5. Refused for models that quantise by the call, where it would be a thousand times
   * that. @default 0, each by itself, on a CPU; 8192 on a GPU
   */
  readonly batchTokens?: number | undefined;
}

export interface StreamOptions {
  readonly signal?: AbortSignal | undefined;
  /** How many inputs come, where that is known: the work is then shared out more evenly. */
  readonly total?: number | undefined;
}

/**
 * Runs a model over texts, or pairs of them, off the main thread. They are taken in the order of the calls. `dispose`
 * waits for those that run; those that wait reject. Of a text, the first million characters are read.
 */
export interface InferencePool extends Disposable {
  readonly workers: number;
  /** What was chosen, or asked for. */
  readonly provider: Provider;
  /** Type of most of the model's weights: `fp32`, `fp16`, `int8`, … */
  readonly dtype: string;
  /**
   * The model's output for one input. Undefined if the deadline has passed, or would have before it was done, as far as
   * earlier runs tell.
   * @throws TsrError `TSR_ENGINE_FAILURE` if the model or its thread failed; the next input gets a new thread, or
   *   `TSR_MODEL_NOT_FOUND` or `TSR_CORRUPT_FILE` where its files are gone or others by then.
   */
  run(input: ModelInput, options?: RunOptions): Promise<ModelOutput | undefined>;
  /**
   * Outputs of any number of inputs, in their order. Reads a few inputs ahead of what the caller takes, no more,
   * whatever their number.
   */
  stream(
    inputs: Iterable<ModelInput> | AsyncIterable<ModelInput>,
    options?: StreamOptions,
  ): AsyncGenerator<ModelOutput>;
}

const DEFAULT_HEAP_MB = 1024;
// Inputs that a thread is given at a time: many where it sorts them by length, else few, so that an abort, or another
// caller, does not wait long.
const BATCHED_WINDOW = 64;
const SINGLE_WINDOW = 8;

/** Threads that suit this machine when nobody says otherwise: two at most, the rest is for everything else. */
export function defaultWorkers(): number {
  return Math.max(1, Math.min(2, availableParallelism()));
}

/**
 * Opens a model in `workers` threads.
 * @throws TsrError `TSR_MODEL_INVALID`, `TSR_MISSING_DEPENDENCY`, `TSR_NOT_SUPPORTED`
 */
export async function createInferencePool(options: InferencePoolOptions): Promise<InferencePool> {
  const { maxHeapMb = DEFAULT_HEAP_MB } = options;
  const settings = checkedSettings(options);
  const guard = createExitGuard();
  const start: Start = (found) => startModelWorker({ ...settings, ...found, maxHeapMb, guard });
  try {
    const started = await startAll(options.workers ?? 1, start);
    const [first] = started as [ModelWorker];
    if (options.provider === undefined) warnOfSlowRuntime(first.provider);
    return poolOf(
      started,
      lanesOf(started, async () => {
        await checkUnchanged(options.model);
        return start(choiceOf(first));
      }),
      guard,
    );
  } catch (error) {
    guard.release();
    throw error;
  }
}

type Choice = Pick<ModelSettings, 'provider' | 'batchTokens'>;
type Start = (found?: Choice) => Promise<ModelWorker>;

function choiceOf({ provider, batchTokens }: ModelWorker): Choice {
  return { provider: provider.name, batchTokens };
}

/** All, or none: what did start is stopped again. The first chooses what to compute with, the others do as it does. */
async function startAll(workers: number, start: Start): Promise<readonly ModelWorker[]> {
  const first = await start();
  const outcomes = await Promise.allSettled(Array.from({ length: workers - 1 }, () => start(choiceOf(first))));
  const started = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (!failure) return [first, ...started];
  await Promise.all([first, ...started].map((worker) => worker.stop()));
  throw failure.reason;
}

function poolOf(started: readonly ModelWorker[], lanes: Lanes, guard: ExitGuard): InferencePool {
  const [{ provider, batchTokens, dtype }, workers] = [started[0]!, started.length];
  return {
    workers,
    provider,
    dtype,
    run: async (input, options) => (await lanes.run([withinReach(input)], options))?.[0],
    stream(inputs, { signal, total } = {}) {
      lanes.checkOpen();
      const size = batchTokens === 0 ? SINGLE_WINDOW : BATCHED_WINDOW;
      return inOrder(windowsOf(inputs, { size, lanes: workers, total }), {
        ahead: 2 * workers,
        signal,
        run: async (window, stop) => (await lanes.run(window.map(withinReach), { signal: stop })) ?? [],
      });
    },
    dispose: () => lanes.dispose().finally(guard.release),
  };
}

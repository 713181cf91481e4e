import type { TsrErrorCode } from '@tsr/core';
import type { Provider } from './provider.ts';
import type { ResolvedModel } from './resolve-model.ts';
import type { PairBudget, WindowOptions } from './tokenize/index.ts';

/** What a worker is started with. */
export interface WorkerSetup extends ModelSettings {
  /** Memory of the thread's NativeGate. */
  readonly gate: SharedArrayBuffer;
}

/** A model, and what is wanted of it. */
export interface ModelSettings {
  readonly model: ResolvedModel;
  readonly head: Head;
  /** Name of the execution provider to use; undefined chooses. */
  readonly provider: string | undefined;
  /** See InferencePoolOptions. */
  readonly batchTokens: number | undefined;
}

/** Which of the model's numbers to give back. */
export interface Head {
  /** Names of an output; the first that the model has is read. */
  readonly outputs: readonly string[];
  /** Undefined gives the output's row as it is. */
  readonly pooling: PoolingOptions | undefined;
}

/** How the vectors of a text's tokens become one vector of length 1. */
export interface PoolingOptions {
  /** Their mean, or the one of the first token. */
  readonly method: 'mean' | 'cls';
  /** How many of its dimensions to keep, from the first on, before it is normalised; undefined keeps all. */
  readonly dimensions: number | undefined;
}

/** A text for a model to read. */
export interface TextInput {
  readonly text: string;
  /** What does not fit is cut off at the end; separators count. */
  readonly maxTokens: number;
}

/** A query and a passage, read together. */
export interface PairInput {
  readonly query: string;
  readonly passage: string;
  readonly budget: PairBudget;
  /** What is read of a passage for which the budget has no room. @default { kind: 'first' } */
  readonly reading?: PassageReading;
}

/** The start of a long passage; windows of it one by one; or the sentences that have most of the query. */
export type PassageReading =
  | { readonly kind: 'first' }
  | ({ readonly kind: 'windows' } & WindowOptions)
  | { readonly kind: 'span'; readonly spanTokens: number };

export type ModelInput = TextInput | PairInput;

/** What the model made of one input. */
export interface ModelOutput {
  /** Of one run after the other. */
  readonly values: Float32Array;
  /** How often the model was run for it: once, or for each window of a passage. */
  readonly runs: number;
  /** Tokens that were read, separators included, in all runs together. */
  readonly tokens: number;
  /** Whether some of the input did not fit. */
  readonly truncated: boolean;
}

/** To a worker: one at a time, answered by one `done`, `late` or `failed`. */
export interface WorkerRequest {
  readonly inputs: readonly ModelInput[];
  /** Epoch milliseconds: what is predicted to end later is not run. */
  readonly deadline: number | undefined;
}

/** From a worker: first `ready` or `failed`, then one answer per request. */
export type WorkerMessage =
  | ({ readonly kind: 'ready' } & Opened)
  | { readonly kind: 'done'; readonly outputs: readonly ModelOutput[] }
  | { readonly kind: 'late' }
  | { readonly kind: 'failed'; readonly error: WireError };

/** What was found out when the model was opened. */
export interface Opened {
  readonly provider: Provider;
  /** Tokens of a batch, padding included; 0 where each input is run by itself. */
  readonly batchTokens: number;
  /** Type of most of the weights: `fp32`, `fp16`, `int8`, … */
  readonly dtype: string;
}

/** An error as it crosses from a worker. */
export interface WireError {
  /** Absent for a caller's mistake. */
  readonly code?: TsrErrorCode;
  readonly message: string;
}

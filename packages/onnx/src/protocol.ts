import type { TsrErrorCode } from '@tsr/core';
import type { ResolvedModel } from './resolve-model.ts';
import type { PairBudget } from './tokenize/index.ts';

/** What a worker is started with. */
export interface WorkerSetup {
  readonly model: ResolvedModel;
  /** Name of the model's output to give back. */
  readonly output: string;
  /** Memory of the thread's NativeGate. */
  readonly gate: SharedArrayBuffer;
}

/** To a worker: one at a time, answered by one `done` or `failed`. */
export interface PairRequest {
  readonly query: string;
  readonly passage: string;
  readonly budget: PairBudget;
}

/** What the model made of one pair. */
export interface PairOutput {
  /** The whole output, row by row. */
  readonly values: Float32Array;
  /** Tokens of the pair, separators included. */
  readonly tokens: number;
  readonly truncated: { readonly query: boolean; readonly passage: boolean };
}

/** From a worker: first `ready` or `failed`, then one answer per request. */
export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly output: PairOutput }
  | { readonly kind: 'failed'; readonly error: WireError };

/** An error as it crosses from a worker. */
export interface WireError {
  /** Absent for a caller's mistake. */
  readonly code?: TsrErrorCode;
  readonly message: string;
}

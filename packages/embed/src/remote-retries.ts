import { abortable, type TsrError } from '@tsr/core';

/** A failure that may pass: the next attempt can succeed. */
export class PassingFailure extends Error {
  readonly failure: TsrError;
  readonly retryAfterMs: number;

  constructor(failure: TsrError, retryAfterMs: number = 0) {
    super(failure.message, { cause: failure });
    this.failure = failure;
    this.retryAfterMs = retryAfterMs;
  }
}

export interface RetryOptions {
  readonly maxRetries: number;
  readonly retryDelayMs: number;
  readonly signal: AbortSignal | undefined;
}

const LONGEST_DELAY_MS = 60_000;

/** Repeats `work` after failures that may pass, waiting twice as long each time, or as the server asks. */
export async function retried<T>(work: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { maxRetries, retryDelayMs, signal } = options;
  for (let failed = 0; ; failed++) {
    try {
      return await work();
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof PassingFailure)) throw error;
      if (failed >= maxRetries) throw error.failure;
      const delay = Math.max(error.retryAfterMs, retryDelayMs * 2 ** failed);
      await pause(Math.min(delay, LONGEST_DELAY_MS), signal);
    }
  }
}

/** Milliseconds that a `Retry-After` header asks for, given as seconds or as a date; 0 where it says nothing. */
export function retryAfterMs(header: string | null, now: number = Date.now()): number {
  if (header === null) return 0;
  const milliseconds = /^\d+(\.\d+)?$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : 0;
}

async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const passed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await abortable(passed, signal).finally(() => clearTimeout(timer));
}

import { setTimeout as wait } from 'node:timers/promises';
import type { TsrError } from '@tsr/core';

export interface AttemptFacts {
  /** What the server asks for. */
  readonly retryAfterMs?: number;
  /** The attempt got far enough for the next one to count as the first. */
  readonly advanced?: boolean;
}

/** A failure that may pass: the next attempt can succeed. */
export class TemporaryFailure extends Error {
  readonly failure: TsrError;
  readonly retryAfterMs: number;
  readonly advanced: boolean;

  constructor(failure: TsrError, { retryAfterMs = 0, advanced = false }: AttemptFacts = {}) {
    super(failure.message, { cause: failure });
    this.failure = failure;
    this.retryAfterMs = retryAfterMs;
    this.advanced = advanced;
  }
}

export interface Retries {
  readonly retries: number;
  readonly retryDelayMs: number;
  readonly signal?: AbortSignal | undefined;
}

const LONGEST_DELAY_MS = 60_000;

/** Repeats `work` after temporary failures, waiting longer each time; then throws the failure. */
export async function withRetries<T>(work: () => Promise<T>, { retries, retryDelayMs, signal }: Retries): Promise<T> {
  for (let failed = 0; ; failed++) {
    try {
      return await work();
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof TemporaryFailure)) throw error;
      if (error.advanced) failed = 0;
      if (failed >= retries) throw error.failure;
      await pause(Math.max(error.retryAfterMs, retryDelayMs * 2 ** failed), signal);
    }
  }
}

/** Milliseconds that a `Retry-After` header asks for, given as seconds or as a date; 0 where it says nothing. */
export function retryAfterMs(header: string | null, now: number = Date.now()): number {
  if (header === null) return 0;
  const milliseconds = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : 0;
}

async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  const delay = Math.min(milliseconds, LONGEST_DELAY_MS);
  await wait(delay, undefined, signal && { signal }).catch(() => signal?.throwIfAborted());
}

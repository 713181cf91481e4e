import { TsrError } from '@tsr/core';
import { describe, expect, it } from 'vitest';
import { PassingFailure, retried, retryAfterMs } from './remote-retries.ts';

const failure = new TsrError('TSR_IO', 'lost');

describe('retried', () => {
  it('leaves its pause at once when the caller does', async () => {
    const controller = new AbortController();
    const options = { maxRetries: 1, retryDelayMs: 60_000, signal: controller.signal };
    const work = retried(() => Promise.reject(new PassingFailure(failure)), options);
    setTimeout(() => controller.abort('enough'), 5);
    await expect(work).rejects.toBe('enough');
  });

  it('throws at once what does not pass, and the failure itself in the end', async () => {
    let attempts = 0;
    const options = { maxRetries: 2, retryDelayMs: 0, signal: undefined };
    const failing = (error: Error) =>
      retried(() => {
        attempts++;
        return Promise.reject(error);
      }, options);
    await expect(failing(failure)).rejects.toBe(failure);
    expect(attempts).toBe(1);
    await expect(failing(new PassingFailure(failure))).rejects.toBe(failure);
    expect(attempts).toBe(4);
  });
});

describe('retryAfterMs', () => {
  it.each([
    [null, 0],
    ['2', 2000],
    ['0.5', 500],
    ['Mon, 23 Nov 2026 20:00:05 GMT', 5000],
    ['Mon, 23 Nov 2026 19:00:00 GMT', 0],
    ['soon', 0],
  ])('reads %j', (header, milliseconds) => {
    expect(retryAfterMs(header, Date.parse('2026-11-23T20:00:00Z'))).toBe(milliseconds);
  });
});

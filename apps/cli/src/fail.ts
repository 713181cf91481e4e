import { INVALID_ARGUMENT } from '@tsr/core';
import { oneLine } from '@tsr/telemetry';

/** Exit codes of `twostage`; a part of its interface. */
export const EXIT = { ok: 0, failure: 1, usage: 2, interrupted: 130 } as const;

/** Thrown for what the user can only mend by calling otherwise. */
export function usageError(message: string): Error {
  return Object.assign(new Error(message), { code: INVALID_ARGUMENT });
}

/** Thrown for data that is wrong: the call was right, what it found was not. */
export function dataError(message: string): Error {
  return new Error(message);
}

/** Writes an error for a person to read, and tells the exit code. Set `TSR_DEBUG` for the stack. */
export function reportFailure(error: unknown, write: (text: string) => void): number {
  if (error instanceof Interrupted) {
    write('twostage: interrupted; what was there before is unchanged\n');
    return EXIT.interrupted;
  }
  const { message, stack, code } =
    error instanceof Error ? (error as NodeJS.ErrnoException) : (new Error(String(error)) as NodeJS.ErrnoException);
  write(`twostage: ${message.split('\n').map(oneLine).join('\n')}\n`);
  if (process.env.TSR_DEBUG) write(`${stack}\n`);
  return code === INVALID_ARGUMENT ? EXIT.usage : EXIT.failure;
}

/** Ctrl-C. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** A signal that aborts on Ctrl-C (and on a polite kill), for as long as `work` runs. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const interrupt = (): void => controller.abort(new Interrupted());
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  try {
    return await work(controller.signal);
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

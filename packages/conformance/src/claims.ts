import { INVALID_ARGUMENT, shown } from '@tsr/core';

/** Throws "subject: fact" unless it holds. */
export function claim(holds: boolean, subject: string, fact: string | (() => string)): asserts holds {
  if (!holds) throw new Error(`${subject}: ${typeof fact === 'string' ? fact : fact()}`);
}

/** Throws unless `actual` is `expected`, deeply and to the last bit. */
export function claimSame(actual: unknown, expected: unknown, subject: string, fact: string): void {
  claim(isSame(actual, expected), subject, () => `${fact}: ${shown(actual)} instead of ${shown(expected)}`);
}

/** The rejection of `work`; throws where it resolves. */
export async function rejectionOf(work: () => unknown, subject: string, fact: string): Promise<unknown> {
  let value: unknown;
  try {
    value = await work();
  } catch (error) {
    return error;
  }
  throw new Error(`${subject}: ${fact} was accepted and gave ${shown(value)}`);
}

/** `work` must reject as a caller's mistake: a TypeError or RangeError with its code. */
export async function claimRefused(work: () => unknown, subject: string, fact: string): Promise<void> {
  const error = await rejectionOf(work, subject, fact);
  const kind = error instanceof TypeError || error instanceof RangeError;
  const { code } = error as { code?: unknown };
  claim(kind && code === INVALID_ARGUMENT, subject, () => {
    return `${fact} rejects with ${String(error)} (code ${shown(code)}) instead of a TypeError or RangeError with code ${INVALID_ARGUMENT}`;
  });
}

/** Deep equality by `Object.is`; typed arrays and maps by content. Missing and undefined are the same. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (a instanceof Map && b instanceof Map) return isSame([...a], [...b]);
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => isSame(own(a, key), own(b, key)));
}

function own(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

/** Freezes plain data to the bottom. Typed arrays cannot be frozen and are left. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  for (const part of Object.values(value)) deepFreeze(part);
  return Object.freeze(value);
}

const encoder = new TextEncoder();

/** Order by UTF-8 bytes, made from the bytes themselves. */
export function compareUtf8(a: string, b: string): number {
  const x = encoder.encode(a);
  const y = encoder.encode(b);
  const at = x.findIndex((byte, index) => byte !== y[index]);
  if (at === -1) return x.length - y.length;
  return (x[at] as number) - (y[at] ?? -1);
}

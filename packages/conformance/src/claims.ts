import { INVALID_ARGUMENT, shown } from '@tsr/core';

/** Throws "subject: fact" unless it holds. */
export function claim(holds: boolean, subject: string, fact: string | (() => string)): asserts holds {
  if (!holds) throw new Error(`${subject}: ${typeof fact === 'string' ? fact : fact()}`);
}

/** Throws unless `actual` is `expected`, deeply and to the last bit. */
export function claimSame(actual: unknown, expected: unknown, subject: string, fact: string): void {
  const found = difference(actual, expected);
  claim(!found, subject, () => `${fact}: ${found}`);
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
  return difference(a, b) === undefined;
}

/** Where two values first differ, and how. */
function difference(actual: unknown, expected: unknown, path = ''): string | undefined {
  if (Object.is(actual, expected)) return undefined;
  const [a, b] = [actual, expected].map((value) => (value instanceof Map ? [...value] : value));
  if (!isObject(a) || !isObject(b) || isList(a) !== isList(b)) return `${shown(a)} instead of ${shown(b)}${path}`;
  if (isList(a) && lengthOf(a) !== lengthOf(b)) {
    return `${shown(a)} of length ${lengthOf(a)} instead of ${shown(b)} of length ${lengthOf(b)}${path}`;
  }
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const found = difference(own(a, key), own(b, key), `${path || ' at '}[${shown(key)}]`);
    if (found) return found;
  }
  return undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isList(value: object): boolean {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}

function lengthOf(value: object): number {
  return (value as { length: number }).length;
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

import { outOfRange, shown } from '@tsr/core';

/** Checks an option that is a whole number. */
export function checkWhole(name: string, value: unknown, least: number, most: number = Number.MAX_SAFE_INTEGER): void {
  if (Number.isInteger(value) && (value as number) >= least && (value as number) <= most) return;
  throw outOfRange(`embed: ${name} is ${shown(value)}; pass a whole number of ${least} to ${most}`);
}

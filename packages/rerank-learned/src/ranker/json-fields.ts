import { shown, TsrError } from '@tsr/core';

export type Objects = Readonly<Record<string, unknown>>;

/** Something in a ranker's JSON is not as it is written. */
export function damaged(at: string, value: unknown, rule: string): TsrError {
  return new TsrError(
    'TSR_CORRUPT_FILE',
    `readRanker: ${at} is ${shown(value)}, ${rule}; the file is damaged or no ranker, write it again`,
  );
}

export function objectAt(at: string, value: unknown): Objects {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Objects;
  throw damaged(at, value, 'an object belongs there');
}

export function stringAt(at: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw damaged(at, value, 'a string belongs there');
}

export interface Length {
  readonly least: number;
  readonly most: number;
}

export function arrayAt(at: string, value: unknown, { least, most }: Length): readonly unknown[] {
  if (!Array.isArray(value)) throw damaged(at, value, 'an array belongs there');
  if (value.length >= least && value.length <= most) return value;
  const size = least === most ? `${least}` : `${least} to ${most}`;
  throw damaged(`${at}.length`, value.length, `${size} entries belong there`);
}

export interface NumberRule {
  readonly least?: number;
  readonly most?: number;
  readonly whole?: boolean;
}

/** Finite numbers, by this rule. */
export function numbersAt(at: string, values: readonly unknown[], rule: NumberRule): readonly number[] {
  const { least = -Number.MAX_VALUE, most = Number.MAX_VALUE, whole = false } = rule;
  for (const [index, value] of values.entries()) {
    const isIn = typeof value === 'number' && value >= least && value <= most;
    if (isIn && (!whole || Number.isInteger(value))) continue;
    const kind = whole ? 'whole' : 'finite';
    const from = least === -Number.MAX_VALUE ? '' : ` of at least ${least}`;
    const to = most === Number.MAX_VALUE ? '' : ` of at most ${most}`;
    throw damaged(values.length === 1 ? at : `${at}[${index}]`, value, `a ${kind} number${from}${to} belongs there`);
  }
  return values as readonly number[];
}

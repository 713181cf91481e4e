import { parseArgs } from 'node:util';
import { ENGINES, type EngineName } from './engines.ts';

export interface Arguments {
  /** Passages, where the command takes any. */
  readonly count: number;
  readonly engines: readonly EngineName[];
  readonly limitSeconds: number;
}

/** `[passages] [--engines ours,naive] [--limit 600]` */
export function readArguments(defaults: {
  readonly count: number;
  readonly engines?: readonly EngineName[];
}): Arguments {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { engines: { type: 'string' }, limit: { type: 'string', default: '600' } },
  });
  const engines = values.engines?.split(',') ?? defaults.engines ?? ENGINES;
  const unknown = engines.find((name) => !ENGINES.some((engine) => engine === name));
  if (unknown !== undefined) throw new TypeError(`no engine is named ${unknown}; pass some of ${ENGINES.join()}`);
  return {
    count: positive('passages', positionals[0] ?? String(defaults.count)),
    engines: engines as readonly EngineName[],
    limitSeconds: positive('--limit', values.limit),
  };
}

export function positive(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new RangeError(`${name} is ${text}; pass a positive integer`);
  return value;
}

import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { milliseconds, percentilesOf } from '../measure.ts';
import type { PhaseTimes } from './jobs.ts';

export interface Phase {
  readonly name: string;
  readonly calls: number;
  readonly seconds: number;
  search(call: number): unknown;
  /** Before each search. */
  readonly upsert?: (call: number) => unknown;
  /** What the phase changes before it begins, once or several times, with the first search after each. */
  readonly firsts?: readonly (() => unknown)[];
}

const TIMER_MS = 1;

/** Runs the calls one after the other, with a turn of the event loop between them, as a server has. */
export async function runPhase(phase: Phase): Promise<PhaseTimes> {
  globalThis.gc?.();
  const delay = monitorEventLoopDelay({ resolution: TIMER_MS });
  const first: number[] = [];
  const search: number[] = [];
  const upsert: number[] = [];
  delay.enable();
  for (const work of phase.firsts ?? []) {
    first.push(await milliseconds(work));
    await turn();
  }
  const stop = performance.now() + phase.seconds * 1000;
  for (let call = 0; call < phase.calls && performance.now() < stop; call++) {
    if (phase.upsert) upsert.push(await milliseconds(() => phase.upsert?.(call)));
    await turn();
    search.push(await milliseconds(() => phase.search(call)));
    await turn();
  }
  delay.disable();
  return {
    name: phase.name,
    calls: search.length,
    search: percentilesOf(search),
    ...(first.length > 0 && { first: percentilesOf(first) }),
    ...(upsert.length > 0 && { upsert: percentilesOf(upsert) }),
    longestHold: Math.max(0, delay.max / 1e6 - TIMER_MS),
  };
}

import { shown } from '@tsr/core';
import type { Checkpoint, ObservedResult } from './checkpoint.ts';

/** How far two scores may be apart: this times the larger of them, or of 1. */
export const SCORE_TOLERANCE = 1e-6;

/** What is not as it was, a line each: part, what it was, what it is. Timings and memory are not compared. */
export function differences(before: Checkpoint, now: Checkpoint): readonly string[] {
  return [
    ...factsThatDiffer('packages', before.packages, now.packages),
    ...factsThatDiffer('runtime', before.runtime, now.runtime),
    ...factsThatDiffer('data', before.data, now.data),
    ...factsThatDiffer('constraints', before.constraints, now.constraints),
    ...resultsThatDiffer(before.observed.results, now.observed.results),
    ...warningsThatDiffer(before.observed.warnings, now.observed.warnings),
  ];
}

type Facts = Readonly<Record<string, string | number>>;

function factsThatDiffer(part: string, before: Facts, now: Facts): readonly string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  return names
    .filter((name) => before[name] !== now[name])
    .map((name) => line(`${part}: ${name}`, before[name], now[name]));
}

function resultsThatDiffer(before: readonly ObservedResult[], now: readonly ObservedResult[]): readonly string[] {
  const ranks = Math.max(before.length, now.length);
  return Array.from({ length: ranks }, (_, place) => resultLines(place + 1, before[place], now[place])).flat();
}

function resultLines(
  rank: number,
  before: ObservedResult | undefined,
  now: ObservedResult | undefined,
): readonly string[] {
  if (before?.id !== now?.id || !before || !now) return [line(`rank ${rank}`, before?.id, now?.id)];
  const subject = `rank ${rank} (${now.id})`;
  const scores = (['firstStageScore', 'secondStageScore'] as const).filter((name) => !isClose(before[name], now[name]));
  return [
    ...(before.firstStageRank === now.firstStageRank
      ? []
      : [line(`${subject}: firstStageRank`, before.firstStageRank, now.firstStageRank)]),
    ...scores.map((name) => line(`${subject}: ${name}`, before[name], now[name])),
  ];
}

function isClose(before: number | undefined, now: number | undefined): boolean {
  if (before === undefined || now === undefined) return before === now;
  return Math.abs(before - now) <= SCORE_TOLERANCE * Math.max(1, Math.abs(before), Math.abs(now));
}

function warningsThatDiffer(before: readonly string[], now: readonly string[]): readonly string[] {
  return [
    ...before.filter((warning) => !now.includes(warning)).map((warning) => line('warning', warning, undefined)),
    ...now.filter((warning) => !before.includes(warning)).map((warning) => line('warning', undefined, warning)),
  ];
}

function line(subject: string, before: unknown, now: unknown): string {
  const said = (value: unknown): string => (value === undefined ? 'nothing' : shown(value));
  return `${subject}: was ${said(before)}, is ${said(now)}`;
}

import { shown } from '@tsr/core';
import { dataError } from './fail.ts';

/** An object of a JSON Lines text, and where it stands: `file:line`. */
export interface JsonLine {
  readonly at: string;
  readonly record: Readonly<Record<string, unknown>>;
}

/** The objects of a JSON Lines text. `remedy` ends the message about a line that is none. */
export function jsonLines(text: string, path: string, remedy: string): readonly JsonLine[] {
  return text.split('\n').flatMap((line, index) => {
    const at = `${path}:${index + 1}`;
    return line.trim() === '' ? [] : [{ at, record: parseObject(line, at, remedy) }];
  });
}

/** The string under the first of `names` that is there. */
export function stringOf({ at, record }: JsonLine, names: readonly [string, ...string[]], remedy: string): string {
  const name = names.find((candidate) => record[candidate] !== undefined) ?? names[0];
  const value = record[name];
  if (typeof value === 'string') return value;
  throw dataError(`${at}: ${name} is ${value === undefined ? 'missing' : shown(value)}; ${remedy}`);
}

function parseObject(line: string, at: string, remedy: string): JsonLine['record'] {
  const value = parseJson(line, at, remedy);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonLine['record'];
  throw dataError(`${at}: the line is ${shown(value)}; ${remedy}`);
}

function parseJson(line: string, at: string, remedy: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw dataError(`${at}: the line is not JSON (${(cause as Error).message}); ${remedy}`);
  }
}

import type { Metadata, MetadataScalar, MetadataValue } from '@tsr/core';
import { parse } from 'yaml';
import { linesFrom } from './span.ts';
import { wellFormed } from './well-formed.ts';

export interface FrontMatter {
  /** Scalars and arrays of scalars; deeper values are left out. Undefined where the YAML cannot be read. */
  readonly values: Metadata | undefined;
  /** Where the text after it starts. */
  readonly end: number;
}

/** Longer YAML is not read. */
const LONGEST = 65_536;

/** The YAML between `---` lines at the beginning of a text, if there is any. */
export function frontMatter(text: string, from: number): FrontMatter | undefined {
  let start: number | undefined;
  for (const line of linesFrom(text, from)) {
    const rule = /^---[ \t]*$/.test(text.slice(line.start, Math.min(line.end, line.start + 1_000)));
    if (start === undefined) {
      if (!rule) return undefined;
      start = line.next;
    } else if (rule) {
      return { values: valuesOf(text.slice(start, line.start)), end: line.next };
    }
  }
  return undefined;
}

function valuesOf(yaml: string): Metadata | undefined {
  if (yaml.length > LONGEST) return undefined;
  try {
    const parsed: unknown = parse(yaml, { logLevel: 'error', mapAsMap: true });
    if (parsed === null || parsed === undefined) return {};
    return parsed instanceof Map ? Object.fromEntries([...parsed].flatMap(flatEntry)) : undefined;
  } catch {
    return undefined;
  }
}

function flatEntry([name, value]: readonly [unknown, unknown]): readonly (readonly [string, MetadataValue])[] {
  if (typeof name !== 'string') return [];
  const values = (Array.isArray(value) ? value : [value]).filter(isScalar).map(clean);
  if (Array.isArray(value)) return values.length === value.length ? [[wellFormed(name), values]] : [];
  return values.map((scalar) => [wellFormed(name), scalar]);
}

function clean(value: MetadataScalar): MetadataScalar {
  return typeof value === 'string' ? wellFormed(value) : value;
}

function isScalar(value: unknown): value is MetadataScalar {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

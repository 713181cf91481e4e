import { invalidArgument, shown } from '@tsr/core';

/** One line that is not blank. */
export interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

/** The lines of a text that are not blank. Accepts LF and CRLF, and a byte order mark. */
export function* linesOf(text: string): Generator<Line> {
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  for (let number = 1; start <= text.length; number++) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(start, text[end - 1] === '\r' && end > start ? end - 1 : end);
    if (line.trim() !== '') yield { number, text: line };
    start = end + 1;
  }
}

/** The object of each line of JSON Lines, with its line number. */
export function* objectsOf(subject: string, text: string): Generator<{ number: number; value: JsonObject }> {
  for (const { number, text: line } of linesOf(text)) {
    const value = parseJson(subject, number, line);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw lineFault(subject, number, `has ${shown(line)}; give one JSON object a line`);
    }
    yield { number, value: value as JsonObject };
  }
}

export type JsonObject = Readonly<Record<string, unknown>>;

function parseJson(subject: string, number: number, line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    const fault = lineFault(subject, number, `is not JSON: ${shown(line)}; give one JSON object a line`);
    throw Object.assign(fault, { cause });
  }
}

/** The text of the first of `names` that the object has; throws where it has none, or another type. */
export function textField(subject: string, number: number, value: JsonObject, ...names: readonly string[]): string {
  const name = names.find((candidate) => Object.hasOwn(value, candidate)) ?? names[0]!;
  const field = value[name];
  if (typeof field === 'string') return field;
  const options = names.map((candidate) => `"${candidate}"`).join(' or ');
  throw lineFault(subject, number, `has ${shown(field)} as "${name}"; give ${options} as a string`);
}

/** The id of a line's object, seen for the first time. Remembers it in `seen`, with its line. */
export function uniqueId(subject: string, number: number, value: JsonObject, seen: Map<string, number>): string {
  const id = textField(subject, number, value, '_id', 'id');
  if (id === '') throw lineFault(subject, number, 'has an empty id; give each line one of its own');
  const first = seen.get(id);
  if (first !== undefined) {
    throw lineFault(subject, number, `has the id ${shown(id)} of line ${first}; give each line one of its own`);
  }
  seen.set(id, number);
  return id;
}

/** A caller's mistake at a line. */
export function lineFault(subject: string, number: number, rest: string): TypeError {
  return invalidArgument(`eval: ${subject} line ${number} ${rest}`);
}

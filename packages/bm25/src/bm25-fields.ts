import { type Document, invalidArgument, outOfRange, passageText, shown } from '@tsr/core';
import type { FieldParameters } from './inverted/scoring.ts';

/**
 * Fields that are scored, each by its weight alone or with a `b` of its own; one that is left out is not indexed. A
 * weight says how many times over the field counts: 0.000001 to 1,000,000.
 */
export interface Bm25Fields {
  readonly title?: number | FieldOptions | undefined;
  readonly content?: number | FieldOptions | undefined;
}

/** How a field is scored. */
export interface FieldOptions {
  /** @default 1 */
  readonly weight?: number | undefined;
  /** How much the length of the field counts against it, 0 to 1. @default the index's `b` */
  readonly b?: number | undefined;
}

const FIELDS = ['title', 'content'] as const;
type FieldName = (typeof FIELDS)[number];

/** Less would score below what bounds, numbers of 32 bits, can tell from 0. */
const MIN_WEIGHT = 1e-6;
const MAX_WEIGHT = 1_000_000;

/** A field of the index and the text in it. */
export interface IndexedField extends FieldParameters {
  readonly name: FieldName | 'passage';
  textOf(document: Document): string;
}

export function checkFields(name: string, fields: Bm25Fields | undefined): void {
  if (fields === undefined) return;
  if (typeof fields !== 'object' || fields === null) {
    throw invalidArgument(`${name}: fields is ${shown(fields)}; pass { title, content }`);
  }
  const unknown = Object.keys(fields).find((field) => !FIELDS.includes(field as FieldName));
  if (unknown !== undefined) throw invalidArgument(`${name}: fields has ${shown(unknown)}; pass title and content`);
  const given = FIELDS.filter((field) => fields[field] !== undefined);
  if (given.length === 0) throw invalidArgument(`${name}: fields is empty; pass title, content or both`);
  for (const field of given) checkField(`${name}: fields.${field}`, fields[field] as number | FieldOptions);
}

function checkField(subject: string, field: number | FieldOptions): void {
  const { weight = 1, b = 0 } = typeof field === 'object' && field !== null ? field : { weight: field };
  if (Array.isArray(field) || typeof weight !== 'number' || typeof b !== 'number') {
    throw invalidArgument(`${subject} is ${shown(field)}; pass a number or { weight, b }`);
  }
  if (!(weight >= MIN_WEIGHT && weight <= MAX_WEIGHT)) {
    throw outOfRange(`${subject} has weight ${weight}; pass a number from ${MIN_WEIGHT} to ${MAX_WEIGHT}`);
  }
  if (!(b >= 0 && b <= 1)) throw outOfRange(`${subject} has b ${b}; pass a number from 0 to 1`);
}

export function indexedFields(fields: Bm25Fields | undefined, b: number): readonly IndexedField[] {
  if (!fields) return [{ name: 'passage', weight: 1, b, textOf: passageText }];
  return FIELDS.flatMap((name) => {
    const field = fields[name];
    if (field === undefined) return [];
    const options = typeof field === 'number' ? { weight: field } : field;
    return [{ name, weight: options.weight ?? 1, b: options.b ?? b, textOf: (document) => document[name] ?? '' }];
  });
}

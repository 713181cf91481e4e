import type { Document, Metadata, MetadataScalar, MetadataValue } from '@tsr/core';
import { type JsonObject, lineFault, objectsOf, textField, uniqueId } from './lines.ts';

/**
 * Documents of JSON Lines, as BEIR writes them: `{"_id": "1", "title": "…", "text": "…"}` a line. `id` for `_id` and
 * `content` for `text` are as good; an empty title is no title. Of `metadata`, the strings, finite numbers, booleans, nulls
 * and arrays of them are kept; deeper values are not.
 *
 * @throws TypeError that names the line, for what is not that, an id given twice included.
 */
export function parseCorpusJsonl(text: string): readonly Document[] {
  const documents: Document[] = [];
  const seen = new Map<string, number>();
  for (const { number, value } of objectsOf('corpus', text)) {
    documents.push({
      id: uniqueId('corpus', number, value, seen),
      content: textField('corpus', number, value, 'text', 'content'),
      ...titleOf(number, value),
      ...metadataOf(number, value),
    });
  }
  return documents;
}

function titleOf(number: number, value: JsonObject): { title?: string } {
  if (value.title === undefined || value.title === null || value.title === '') return {};
  return { title: textField('corpus', number, value, 'title') };
}

function metadataOf(number: number, value: JsonObject): { metadata?: Metadata } {
  const metadata = value.metadata ?? {};
  if (typeof metadata !== 'object' || Array.isArray(metadata)) {
    throw lineFault('corpus', number, 'has metadata that is no object; give names and values');
  }
  const flat = Object.entries(metadata).filter((entry): entry is [string, MetadataValue] => isFlat(entry[1]));
  return flat.length === 0 ? {} : { metadata: Object.fromEntries(flat) };
}

function isFlat(value: unknown): value is MetadataValue {
  return Array.isArray(value) ? value.every(isScalar) : isScalar(value);
}

function isScalar(value: unknown): value is MetadataScalar {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

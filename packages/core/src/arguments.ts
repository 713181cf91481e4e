import type { Document, Filter, MetadataValue, Query, SearchOptions, Trace } from './contracts.ts';
import { invalidArgument, outOfRange, shown } from './errors.ts';
import { compileFilter, type FilterPredicate } from './filter.ts';
import { isScalar } from './filter-parse.ts';

/** A query whose shape was checked. */
export interface CheckedQuery {
  readonly text: string;
  readonly vector?: Float32Array;
}

/** Search options with defaults filled in and the filter compiled. */
export interface CheckedSearchOptions {
  readonly topK: number;
  readonly filter: Filter | undefined;
  /** The filter as a function; absent where every document matches. */
  readonly matches: FilterPredicate | undefined;
  readonly signal: AbortSignal | undefined;
  readonly trace: Trace | undefined;
}

export const DEFAULT_TOP_K = 10;

export function checkQuery(subject: string, query: Query): CheckedQuery {
  if (typeof query === 'string') return { text: query };
  if (typeof query !== 'object' || query === null || typeof query.text !== 'string') {
    throw invalidArgument(`${subject}: query is ${shown(query)}; pass a string or { text, vector? }`);
  }
  if (query.vector !== undefined && !(query.vector instanceof Float32Array)) {
    throw invalidArgument(`${subject}: query.vector is ${shown(query.vector)}; pass a Float32Array`);
  }
  return query;
}

/** No text and no vector: there is nothing to search for. */
export function isBlank(query: CheckedQuery): boolean {
  return query.vector === undefined && isBlankText(query);
}

/** Nothing to read, whether there is a vector or not. */
export function isBlankText({ text }: CheckedQuery): boolean {
  return text.trim() === '';
}

/** An object, of whatever options. */
export function checkOptions<T extends object>(subject: string, options: T): T {
  if (typeof options === 'object' && options !== null) return options;
  throw invalidArgument(`${subject}: options is ${shown(options)}; pass an object or leave it out`);
}

export function checkSearchOptions(subject: string, options: SearchOptions): CheckedSearchOptions {
  const { filter, trace } = checkOptions(subject, options);
  return {
    topK: checkCount(subject, 'topK', options.topK ?? DEFAULT_TOP_K),
    filter,
    matches: filter === undefined ? undefined : compileFilter(filter),
    signal: checkSignal(subject, options.signal),
    trace,
  };
}

export function checkSignal(subject: string, signal: AbortSignal | undefined): AbortSignal | undefined {
  if (signal === undefined || typeof signal?.throwIfAborted === 'function') return signal;
  throw invalidArgument(`${subject}: signal is ${shown(signal)}; pass the signal of an AbortController`);
}

/** A positive integer. */
export function checkCount(subject: string, field: string, value: number): number {
  if (!Number.isInteger(value) || value < 1) {
    throw outOfRange(`${subject}: ${field} is ${shown(value)}; pass a positive integer`);
  }
  return value;
}

/** Checks a batch: each document by itself, and that no id is there twice. */
export function checkDocuments(subject: string, documents: readonly Document[]): readonly Document[] {
  for (const _ of checkDocumentsInPieces(subject, documents));
  return documents;
}

/** {@link checkDocuments}, with a yield after each document. */
export function* checkDocumentsInPieces(subject: string, documents: readonly Document[]): Generator<void> {
  if (!Array.isArray(documents)) throw invalidArgument(`${subject}: documents is ${shown(documents)}; pass an array`);
  const firstIndex = new Map<string, number>();
  for (let index = 0; index < documents.length; index++) {
    const { id } = checkDocument(subject, documents[index], index);
    const earlier = firstIndex.get(id);
    if (earlier !== undefined) {
      throw invalidArgument(`${subject}: documents ${earlier} and ${index} have the same id ${shown(id)}; keep one`);
    }
    firstIndex.set(id, index);
    yield;
  }
}

function checkDocument(subject: string, document: Document | undefined, index: number): Document {
  if (typeof document !== 'object' || document === null) {
    throw invalidArgument(`${subject}: document ${index} is ${shown(document)}; pass { id, content }`);
  }
  checkId(subject, document.id, `document ${index}`);
  const at = `${subject}: document ${index} (${shown(document.id)})`;
  if (typeof document.content !== 'string') {
    throw invalidArgument(`${at}: content is ${shown(document.content)}; pass a string, which may be empty`);
  }
  if (document.title !== undefined && typeof document.title !== 'string') {
    throw invalidArgument(`${at}: title is ${shown(document.title)}; pass a string or leave it out`);
  }
  checkMetadata(at, document.metadata);
  return document;
}

/** The ids of a call on chosen documents. */
export function checkIds(subject: string, ids: readonly string[]): readonly string[] {
  if (!Array.isArray(ids)) throw invalidArgument(`${subject}: ids is ${shown(ids)}; pass an array of strings`);
  return ids.map((id, index) => checkId(subject, id, `entry ${index}`));
}

export const MAX_ID_BYTES = 512;

/** Well-formed Unicode of 1 to 512 UTF-8 bytes. */
export function checkId(subject: string, id: unknown, at: string): string {
  if (typeof id !== 'string') throw invalidArgument(`${subject}: id of ${at} is ${shown(id)}; pass a string`);
  if (id === '') throw invalidArgument(`${subject}: id of ${at} is empty; pass 1 to ${MAX_ID_BYTES} UTF-8 bytes`);
  if (!id.isWellFormed()) {
    throw invalidArgument(`${subject}: id of ${at} has a lone surrogate (${shown(id)}); pass well-formed Unicode`);
  }
  const bytes = id.length * 3 <= MAX_ID_BYTES ? 0 : new TextEncoder().encode(id).length;
  if (bytes > MAX_ID_BYTES) {
    throw outOfRange(`${subject}: id of ${at} has ${bytes} UTF-8 bytes (${shown(id)}); pass at most ${MAX_ID_BYTES}`);
  }
  return id;
}

function checkMetadata(at: string, metadata: Document['metadata']): void {
  if (metadata === undefined) return;
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) {
    throw invalidArgument(`${at}: metadata is ${shown(metadata)}; pass a flat object`);
  }
  for (const [field, value] of Object.entries(metadata)) {
    if (!isMetadataValue(value)) {
      throw invalidArgument(
        `${at}: metadata.${field} is ${shown(value)}; pass a string, finite number, boolean, null or an array of them`,
      );
    }
  }
}

function isMetadataValue(value: MetadataValue): boolean {
  return Array.isArray(value) ? value.every(isScalar) : isScalar(value);
}

import { checkOptions, type Document, invalidArgument, outOfRange, shown } from '@tsr/core';
import { type Analyzer, createAnalyzer } from './analysis/index.ts';
import { type Bm25Fields, checkFields } from './bm25-fields.ts';
import type { Bm25Variant } from './inverted/scoring.ts';
import type { QuerySyntax } from './query-reader.ts';

/** Options of an index, whatever it begins with. */
export interface Bm25Options extends Bm25Parameters, Partial<QuerySyntax> {
  /** What is in the index from the start. Indexed at once: leave it to `upsert` where the event loop must go on. @default none */
  readonly documents?: readonly Document[] | undefined;
  /**
   * What ranks: an inverted index, or wink-bm25-text-search, which takes Lucene's variant of BM25 alone, no fields and no
   * query syntax, and explains nothing. Both rank alike, but for rounding. @default 'inverted'
   */
  readonly engine?: 'inverted' | 'wink' | undefined;
  /** Makes terms of documents and queries. @default English: `createAnalyzer()` of `@tsr/bm25/analysis` */
  readonly analyzer?: Analyzer | undefined;
  /** Of the retriever, in evidence and errors. @default 'bm25' */
  readonly name?: string | undefined;
}

/** How BM25 scores; formulas at {@link Bm25Variant}. */
export interface Bm25Parameters {
  /** @default 'lucene' */
  readonly variant?: Bm25Variant | undefined;
  /** How soon repetitions of a term stop counting: 0 (at once) to 1,000,000 (never). @default 1.2 */
  readonly k1?: number | undefined;
  /** How much the length of a document counts against it: 0 (not) to 1 (fully). @default .75 */
  readonly b?: number | undefined;
  /** With `bm25+`: what each term of the query that a document holds adds whatever its length, in idfs, 0 to 100. @default 1 */
  readonly delta?: number | undefined;
  /** Score title and content as fields, by BM25F. @default one field of both */
  readonly fields?: Bm25Fields | undefined;
}

export type CheckedBm25Options = {
  readonly [Option in Exclude<keyof Bm25Options, 'fields'>]-?: Exclude<Bm25Options[Option], undefined>;
} & Pick<Bm25Options, 'fields'>;

const MAX_K1 = 1_000_000;
const MAX_DELTA = 100;
const VARIANTS: readonly Bm25Variant[] = ['lucene', 'robertson', 'bm25+'];
const SYNTAX = ['operators', 'prefix', 'fuzzy'] as const;

export function checkBm25Options(options: Bm25Options): CheckedBm25Options {
  const {
    documents = [],
    engine = 'inverted',
    analyzer = createAnalyzer(),
    name = 'bm25',
  } = checkOptions('bm25', options);
  const { variant = 'lucene', k1 = 1.2, b = 0.75, delta = 1, fields } = options;
  const { operators = false, prefix = false, fuzzy = false } = options;
  if (typeof name !== 'string' || name === '') {
    throw invalidArgument(`bm25: name is ${shown(name)}; pass a string that is not empty`);
  }
  if (!Array.isArray(documents)) throw invalidArgument(`${name}: documents is ${shown(documents)}; pass an array`);
  checkOneOf(name, 'engine', engine, ['inverted', 'wink']);
  checkOneOf(name, 'variant', variant, VARIANTS);
  checkBetween(name, 'k1', k1, MAX_K1);
  checkBetween(name, 'b', b, 1);
  checkBetween(name, 'delta', delta, MAX_DELTA);
  const syntax = { operators, prefix, fuzzy };
  for (const option of SYNTAX) checkOneOf(name, option, syntax[option], [true, false]);
  checkFields(name, fields);
  if (!isAnalyzer(analyzer)) {
    throw invalidArgument(`${name}: analyzer is ${shown(analyzer)}; pass createAnalyzer() or an object like it`);
  }
  if (engine === 'wink') checkForWink(name, options);
  return { documents, engine, analyzer, name, variant, k1, b, delta, fields, operators, prefix, fuzzy };
}

function isAnalyzer(analyzer: Analyzer | null): boolean {
  if (typeof analyzer?.terms !== 'function' || typeof analyzer.tokens !== 'function') return false;
  return typeof analyzer.name === 'string';
}

/** What it cannot do is refused. */
function checkForWink(name: string, options: Bm25Options): void {
  const { variant = 'lucene', fields } = options;
  const asked = SYNTAX.find((option) => options[option]) ?? (fields && 'fields') ?? (variant !== 'lucene' && 'variant');
  if (asked) {
    const value = shown(options[asked]);
    throw invalidArgument(`${name}: engine 'wink' cannot do ${asked} ${value}; leave one of the two out`);
  }
}

function checkOneOf<T>(name: string, option: string, value: T, allowed: readonly T[]): void {
  if (allowed.includes(value)) return;
  throw invalidArgument(
    `${name}: ${option} is ${shown(value)}; pass ${allowed.map(shown).join(' or ').replaceAll('"', "'")}`,
  );
}

/** Of a file. */
export function checkPath(name: string, path: string): void {
  if (typeof path === 'string' && path !== '') return;
  throw invalidArgument(`${name}: path is ${shown(path)}; pass the path of a file, as a string`);
}

function checkBetween(name: string, option: string, value: number, most: number): void {
  if (typeof value !== 'number') throw invalidArgument(`${name}: ${option} is ${shown(value)}; pass a number`);
  if (!(value >= 0 && value <= most)) {
    throw outOfRange(`${name}: ${option} is ${shown(value)}; pass a number from 0 to ${most}`);
  }
}

import { type Document, invalidArgument, outOfRange, shown } from '@tsr/core';
import { type Analyzer, createAnalyzer } from './analysis/index.ts';

export interface Bm25Options {
  /** What is in the index from the start. @default none */
  readonly documents?: readonly Document[] | undefined;
  /** What ranks. All engines rank alike, but for rounding. @default 'wink' */
  readonly engine?: 'wink' | undefined;
  /** How soon repetitions of a term stop counting: 0 (at once) to 1,000,000 (never). @default 1.2 */
  readonly k1?: number | undefined;
  /** How much the length of a document counts against it: 0 (not) to 1 (fully). @default .75 */
  readonly b?: number | undefined;
  /** Makes terms of documents and queries. @default English: `createAnalyzer()` of `@tsr/bm25/analysis` */
  readonly analyzer?: Analyzer | undefined;
  /** Of the retriever, in evidence and errors. @default 'bm25' */
  readonly name?: string | undefined;
}

export type CheckedBm25Options = { readonly [Option in keyof Bm25Options]-?: Exclude<Bm25Options[Option], undefined> };

const MAX_K1 = 1_000_000;

export function checkBm25Options(options: Bm25Options): CheckedBm25Options {
  const { documents = [], engine = 'wink', k1 = 1.2, b = 0.75, analyzer = createAnalyzer(), name = 'bm25' } = options;
  if (typeof name !== 'string' || name === '') {
    throw invalidArgument(`bm25: name is ${shown(name)}; pass a string that is not empty`);
  }
  if (engine !== 'wink') throw invalidArgument(`${name}: engine is ${shown(engine)}; pass 'wink'`);
  checkBetween(name, 'k1', k1, MAX_K1);
  checkBetween(name, 'b', b, 1);
  if (typeof analyzer?.terms !== 'function') {
    throw invalidArgument(`${name}: analyzer is ${shown(analyzer)}; pass createAnalyzer() or an object like it`);
  }
  return { documents, engine, k1, b, analyzer, name };
}

function checkBetween(name: string, option: string, value: number, most: number): void {
  if (typeof value !== 'number') throw invalidArgument(`${name}: ${option} is ${shown(value)}; pass a number`);
  if (!(value >= 0 && value <= most)) {
    throw outOfRange(`${name}: ${option} is ${shown(value)}; pass a number from 0 to ${most}`);
  }
}

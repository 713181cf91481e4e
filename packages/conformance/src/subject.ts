import {
  type Document,
  type Embedder,
  type Fusion,
  type MutableIndex,
  type Reranker,
  type Retriever,
  type Saveable,
  type ScoresById,
  shown,
} from '@tsr/core';

/** What is under test, and how to make one. */
export interface Subject<Part, Input extends readonly unknown[] = []> {
  /** Appears in every failure. */
  readonly name: string;
  /** A fresh part for each check; parts share no state. */
  readonly create: (...input: Input) => Promise<Part> | Part;
  /** Frees what `create` took. @default nothing */
  release?(part: Part): Promise<void> | void;
}

export interface RetrieverSubject<Part extends Retriever = Retriever> extends Subject<Part, [readonly Document[]]> {
  /**
   * The engine looks at a part of the index only, so that results depend on the order of insertion and on `topK`.
   * Then equal rankings are asked for equal sequences of operations alone, and no exact cut. @default false
   */
  readonly approximate?: boolean | undefined;
  /** Made of other parts: gives evidence and opens spans, where a leaf gives none and only notes. @default false */
  readonly composite?: boolean | undefined;
  /** Of the index, where it is dense: makes the vector of a query that brings its own. @default any vector must do */
  readonly embedder?: Embedder | undefined;
}

export interface RerankerSubject extends Subject<Reranker> {
  /** Made of other rerankers: opens spans for them, where a leaf only notes. @default false */
  readonly composite?: boolean | undefined;
}

export type FusionSubject = Subject<Fusion>;
export type EmbedderSubject = Subject<Embedder>;
export type MutableIndexSubject = RetrieverSubject<Retriever & MutableIndex>;
export type ScoresByIdSubject = RetrieverSubject<Retriever & ScoresById>;

/** Where files are: a check makes a few, and reads and alters them. */
export interface SubjectFiles {
  /** Another path at each call, where nothing is yet. */
  path(): Promise<string> | string;
  /** A path where nothing can be written, such as one in a folder that is not there. */
  unwritable(): string;
  read(path: string): Promise<Uint8Array> | Uint8Array;
  write(path: string, bytes: Uint8Array): Promise<void> | void;
}

export interface SaveableSubject extends Subject<Retriever & Saveable, [readonly Document[]]> {
  /** Opens what `save` wrote. */
  readonly open: (path: string) => Promise<Retriever>;
  readonly files: SubjectFiles;
}

/** Makes a part, works with it and frees it again. Whatever is thrown says whose it is. */
export async function using<Part, Input extends readonly unknown[], Result>(
  subject: Subject<Part, Input>,
  input: Input,
  work: (part: Part) => Promise<Result>,
): Promise<Result> {
  try {
    const part = await subject.create(...input);
    try {
      return await work(part);
    } finally {
      await subject.release?.(part);
    }
  } catch (error) {
    throw named(subject.name, error);
  }
}

function named(name: string, error: unknown): unknown {
  const message = error instanceof Error ? error.message : shown(error);
  return message.startsWith(name) ? error : new Error(`${name}: ${message}`, { cause: error });
}

import type { Explanation } from '@tsr/bm25';
import type { DocumentStore, Embedder, Query, Retriever } from '@tsr/core';
import type { HybridOptions } from '@tsr/fusion';
import type { EmbedderIdentity } from './manifest.ts';

export interface OpenCollectionOptions {
  /** The embedder that the collection was written with. */
  readonly embedder: Embedder;
  /** Engine of the dense leg. @default 'auto' */
  readonly engine?: 'auto' | 'hnswlib' | 'usearch' | 'exact' | undefined;
}

/** What finds the candidates. */
export type FirstStage = 'bm25' | 'dense' | 'hybrid';

/** How a hybrid fuses its legs, `bm25` and `dense`, where that is not the default. */
export type FusingOptions = Pick<HybridOptions, 'fusion' | 'weights' | 'legDepth' | 'backfill'>;

/** A collection in memory, and the first stages over it. */
export interface Collection {
  readonly size: number;
  /** SHA-256 of what was written, in hexadecimal: equal for equal documents in equal order. */
  readonly checksum: string;
  readonly embedder: EmbedderIdentity;
  readonly documents: DocumentStore;
  /**
   * A first stage, ready to search. Its indexes are built when it is first asked for, and kept: a hybrid fuses the
   * other two, by default with the min-max convex combination. `fusing` is read for a hybrid alone.
   */
  firstStage(which: FirstStage, fusing?: FusingOptions): Promise<Retriever>;
  /** How the BM25 leg comes by its score of a document, term by term; `undefined` where it would not find it. */
  explain(query: Query, id: string): Promise<Explanation | undefined>;
  /** Engine of the dense index; absent while it is not built. */
  denseEngine(): string | undefined;
}

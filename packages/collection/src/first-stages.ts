import { type Bm25Index, createBm25Index } from '@tsr/bm25';
import type { Document, Retriever } from '@tsr/core';
import { createDenseIndex, type DenseIndex } from '@tsr/dense-hnsw';
import { createHybridRetriever } from '@tsr/fusion';
import type { Collection, FusingOptions, OpenCollectionOptions } from './collection.ts';

/** The first stages over documents and their vectors; indexes are built once, when they are first asked for. */
export function createFirstStages(
  documents: readonly Document[],
  vectors: readonly Float32Array[],
  { embedder, engine = 'auto' }: OpenCollectionOptions,
): Pick<Collection, 'firstStage' | 'explain' | 'denseEngine'> {
  let built: DenseIndex | undefined;

  const stages = {
    bm25: once(async (): Promise<Bm25Index> => {
      const index = createBm25Index({ documents });
      await index.refresh();
      return index;
    }),
    dense: once(async (): Promise<Retriever> => {
      built = await createDenseIndex({ embedder, documents, vectors, engine });
      return built;
    }),
    async hybrid(fusing: FusingOptions = {}): Promise<Retriever> {
      const [bm25, dense] = await Promise.all([stages.bm25(), stages.dense()]);
      return createHybridRetriever({ ...fusing, retrievers: { bm25, dense } });
    },
  };
  return {
    firstStage: (which, fusing) => stages[which](fusing),
    explain: async (query, id) => (await stages.bm25()).explain(query, id),
    denseEngine: () => built?.engine,
  };
}

/** A failure is not kept: the next call tries again. */
function once<T>(make: () => Promise<T>): (fusing?: FusingOptions) => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

import type { Document } from '@tsr/core';
import type { Bm25Index } from './bm25-index.ts';
import type { IndexParts } from './index-parts.ts';
import { createIndexReads } from './index-reads.ts';
import { createIndexWrites } from './index-writes.ts';

export function assembleIndex(parts: IndexParts, documents: readonly Document[] = []): Bm25Index {
  const writes = createIndexWrites(parts, documents);
  return {
    ...createIndexReads(parts, () => writes.revision),
    ...writes,
    get revision() {
      return writes.revision;
    },
  };
}

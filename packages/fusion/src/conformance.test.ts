import { testFusion, testRetriever } from '@tsr/conformance';
import type { Document } from '@tsr/core';
import { createExactSearch, createHashEmbedder, createNaiveBm25 } from '@tsr/core/testing';
import { describe, test } from 'vitest';
import { convexCombination } from './convex-combination.ts';
import { createHybridRetriever } from './hybrid-retriever.ts';
import { reciprocalRankFusion } from './reciprocal-rank-fusion.ts';

const runner = { describe, test };
const embedder = createHashEmbedder();
const fusions = { convexCombination: convexCombination(), reciprocalRankFusion: reciprocalRankFusion() };

for (const [name, fusion] of Object.entries(fusions)) {
  testFusion(runner, name, { create: () => fusion });
  for (const backfill of [false, true]) {
    const create = async (documents: readonly Document[]) => {
      const retrievers = {
        dense: await createExactSearch({ embedder, documents }),
        bm25: createNaiveBm25({ documents }),
      };
      return createHybridRetriever({ retrievers, fusion, backfill });
    };
    testRetriever(runner, `hybrid by ${name}${backfill ? ' with backfill' : ''}`, {
      create,
      embedder,
      composite: true,
    });
  }
}

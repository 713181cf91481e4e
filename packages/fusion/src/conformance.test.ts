import { testFusion, testRetriever } from '@tsr/conformance';
import type { Document } from '@tsr/core';
import { createExactSearch, createHashEmbedder, createNaiveBm25 } from '@tsr/core/testing';
import { describe, test } from 'vitest';
import { fusionNames, fusionOf } from './fusion-settings.ts';
import { createHybridRetriever } from './hybrid-retriever.ts';

const runner = { describe, test };
const embedder = createHashEmbedder();
// Log-ISR gives 0 to all that one leg alone found, by its definition: it cannot keep the order of a single leg.
const names = fusionNames.filter((method) => method !== 'logInverseSquareRank');
const fusions = Object.fromEntries(names.map((method) => [method, fusionOf({ method })]));
/** A hybrid of each would be the same tests again. */
const inHybrids = ['convexCombination', 'reciprocalRankFusion', 'combMnz'];

for (const [name, fusion] of Object.entries(fusions)) {
  testFusion(runner, name, { create: () => fusion });
  for (const backfill of inHybrids.includes(name) ? [false, true] : []) {
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

import { createBm25Index } from '@tsr/bm25';
import type { Retriever } from '@tsr/core';
import { createDenseIndex } from '@tsr/dense-hnsw';
import { createBundledEmbedder } from '@tsr/embed';
import { defaultFusions, type FusionSetting, type LegRankings, scoredRunOf, searchMany, tuneFusion } from '@tsr/eval';
import { afterAll, expect, test } from 'vitest';
import { judgedCollection } from '../tooling/judged-collection.ts';
import { describeShared } from '../tooling/shared.ts';

const K1 = [0.6, 0.9, 1.2, 1.8];
const B = [0.3, 0.4, 0.6, 0.8];
const current: FusionSetting = {
  fusion: { method: 'convexCombination' },
  weights: { bm25: 0.7, dense: 0.3 },
  legDepth: 200,
  variants: { bm25: 'default' },
};
const theoretical = {
  method: 'convexCombination',
  normalise: 'theoreticalMinMax',
  minimum: { bm25: 0, dense: -1 },
} as const;

describeShared('tuning the bundled hybrid by nested cross-validation', () => {
  const gains: number[] = [];

  test.each(['scifact', 'cranfield', 'cacm'] as const)(
    '%s: never worse than the default by more than .003',
    async (name) => {
      const { documents, queries, qrels } = judgedCollection(name);
      const found = async (retriever: Retriever): Promise<LegRankings> =>
        scoredRunOf(await searchMany(retriever, queries, { topK: 200 }));
      const bm25: Record<string, LegRankings> = { default: await found(createBm25Index({ documents })) };
      for (const k1 of K1)
        for (const b of B) bm25[`k1 ${k1} b ${b}`] = await found(createBm25Index({ documents, k1, b }));
      const dense = await found(
        await createDenseIndex({ documents, embedder: await createBundledEmbedder(), engine: 'exact' }),
      );
      const start = performance.now();
      const space = { fusions: [theoretical, ...defaultFusions.slice(0, 1)] };
      const report = await tuneFusion({ legs: { bm25, dense }, qrels, current, space });
      const { currentMean, heldOutMean, settings } = report;
      gains.push(heldOutMean - currentMean);
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      console.log(
        `${name}: ${settings} settings in ${seconds} s, default ${currentMean.toFixed(4)}, tuned, on unseen queries, ${heldOutMean.toFixed(4)}`,
      );
      expect(heldOutMean).toBeGreaterThan(currentMean - 0.003);
    },
  );

  afterAll(() => {
    expect(gains.reduce((sum, gain) => sum + gain, 0)).toBeGreaterThan(0);
  });
});

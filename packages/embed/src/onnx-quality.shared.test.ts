import { createExactSearch } from '@tsr/core/testing';
import { ndcgAt, recallAt } from '@tsr/eval';
import { expect, test } from 'vitest';
import { judgedCollection } from '../../../tooling/judged-collection.ts';
import { describeShared, sharedPath } from '../../../tooling/shared.ts';
import { createOnnxEmbedder } from './onnx-embedder.ts';

// All of SciFact through a model takes both cores a minute or three.
const timeout = 1_200_000;

describeShared('sentence encoders in int8, 256 tokens, exact cosine on SciFact', () => {
  // Published, in fp32: the MTEB leaderboard (Muennighoff et al., EACL 2023).
  test.each([
    ['all-MiniLM-L6-v2', 'mean', 0.645, 0.925],
    ['bge-small-en-v1.5', 'cls', 0.713, undefined],
  ] as const)('%s is as good as published', { timeout }, async (name, pooling, ndcg, recall) => {
    const { documents, measure } = judgedCollection('scifact');
    const embedder = await createOnnxEmbedder({ model: `Xenova/${name}`, modelsFolder: sharedPath('models') });
    expect(embedder.pooling).toBe(pooling);
    const begun = performance.now();
    const means = await measure(await createExactSearch({ embedder, documents }), [ndcgAt(10), recallAt(100)]);
    await embedder.dispose();
    console.log(name, means, `${Math.round((performance.now() - begun) / 1000)} s`);
    expect(Math.abs(means['nDCG@10']! - ndcg)).toBeLessThanOrEqual(0.015);
    if (recall !== undefined) expect(Math.abs(means['Recall@100']! - recall)).toBeLessThanOrEqual(0.015);
  });
});

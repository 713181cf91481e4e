import { createExactSearch } from '@tsr/core/testing';
import { ndcgAt, recallAt } from '@tsr/eval';
import { expect, test } from 'vitest';
import { judgedCollection } from '../../../tooling/judged-collection.ts';
import { describeShared, sharedPath } from '../../../tooling/shared.ts';
import { createOnnxEmbedder } from './onnx-embedder.ts';

// All of SciFact through the model takes both cores a minute.
const timeout = 1_200_000;

describeShared('all-MiniLM-L6-v2 in int8, 256 tokens, exact cosine on SciFact', () => {
  // Published, in fp32: the MTEB leaderboard (Muennighoff et al., EACL 2023).
  test('is as good as published', { timeout }, async () => {
    const { documents, measure } = judgedCollection('scifact');
    const modelsFolder = sharedPath('models');
    const embedder = await createOnnxEmbedder({ model: 'Xenova/all-MiniLM-L6-v2', modelsFolder });
    expect(embedder.pooling).toBe('mean');
    const means = await measure(await createExactSearch({ embedder, documents }), [ndcgAt(10), recallAt(100)]);
    await embedder.dispose();
    console.log(means);
    expect(Math.abs(means['nDCG@10']! - 0.645)).toBeLessThanOrEqual(0.015);
    expect(Math.abs(means['Recall@100']! - 0.925)).toBeLessThanOrEqual(0.015);
  });
});

import { createExactSearch } from '@tsr/core/testing';
import { ndcgAt, recallAt } from '@tsr/eval';
import { expect, test } from 'vitest';
import { judgedCollection } from '../../../tooling/judged-collection.ts';
import { describeShared, sharedPath } from '../../../tooling/shared.ts';
import { createOnnxEmbedder } from './onnx-embedder.ts';

// All of SciFact through twelve layers takes both cores some minutes.
const timeout = 3_600_000;

describeShared('bge-small-en-v1.5 in int8, 256 tokens, with its prefix, exact cosine on SciFact', () => {
  // Published, in fp32: the MTEB leaderboard (Muennighoff et al., EACL 2023).
  test('is as good as published', { timeout }, async () => {
    const { documents, measure } = judgedCollection('scifact');
    const modelsFolder = sharedPath('models');
    const embedder = await createOnnxEmbedder({ model: 'Xenova/bge-small-en-v1.5', modelsFolder });
    expect(embedder.pooling).toBe('cls');
    const means = await measure(await createExactSearch({ embedder, documents }), [ndcgAt(10), recallAt(100)]);
    await embedder.dispose();
    console.log(means);
    expect(Math.abs(means['nDCG@10']! - 0.713)).toBeLessThanOrEqual(0.015);
  });
});

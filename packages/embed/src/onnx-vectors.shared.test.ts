import { readFileSync } from 'node:fs';
import { testEmbedder } from '@tsr/conformance';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { describeShared, sharedPath } from '../../../tooling/shared.ts';
import { createOnnxEmbedder, type OnnxEmbedder } from './onnx-embedder.ts';

interface Expected {
  readonly model: string;
  readonly text: string;
  readonly vector: readonly number[];
}

// Values: onnxruntime and Hugging Face tokenizers in Python, scripts/make-onnx-vectors.py.
const expected: readonly Expected[] = JSON.parse(
  readFileSync(new URL('../fixtures/onnx-vectors.json', import.meta.url), 'utf8'),
);

describeShared('real weights', () => {
  describe.each(['Xenova/all-MiniLM-L6-v2', 'Xenova/bge-small-en-v1.5'])('of %s', (model) => {
    let opened: readonly OnnxEmbedder[] = [];
    let asked = 0;
    beforeAll(async () => {
      const create = (workers: number) => createOnnxEmbedder({ model, modelsFolder: sharedPath('models'), workers });
      opened = await Promise.all([1, 2].map(create));
    });
    afterAll(async () => {
      await Promise.all(opened.map((each) => each.dispose()));
    });

    testEmbedder({ describe, test }, model, { create: () => opened[asked++ % 2]! });

    it('give the vectors of the reference', async () => {
      const texts = expected.filter((each) => each.model === model);
      const vectors = await opened[0]!.embedDocuments(texts.map(({ text }) => text));
      expect(vectors).toHaveLength(5);
      for (const [index, vector] of vectors.entries()) {
        const cosine = vector.reduce((sum, value, i) => sum + value * texts[index]!.vector[i]!, 0);
        expect([texts[index]!.text.slice(0, 40), cosine > 0.9999]).toEqual([texts[index]!.text.slice(0, 40), true]);
      }
    });
  });
});

import { readFileSync } from 'node:fs';
import { testEmbedder } from '@tsr/conformance';
import { type Embedder, passageText } from '@tsr/core';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { judgedCollection } from '../../../tooling/judged-collection.ts';
import { describeShared, sharedPath } from '../../../tooling/shared.ts';
import { createOnnxEmbedder, type OnnxEmbedder } from './onnx-embedder.ts';
import { createTransformersEmbedder, type TransformersEmbedder } from './transformers-embedder.ts';

interface Expected {
  readonly model: string;
  readonly text: string;
  readonly vector: readonly number[];
}

// Values: onnxruntime and Hugging Face tokenizers in Python, scripts/make-onnx-vectors.py.
const expected: readonly Expected[] = JSON.parse(
  readFileSync(new URL('../fixtures/onnx-vectors.json', import.meta.url), 'utf8'),
);
// Two versions of the runtime round otherwise where they quantise on the way.
const TOLERANCE = 0.99;
const MEAN = 0.995;
const cosine = (a: Float32Array, b: ArrayLike<number>) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

describeShared('@xenova/transformers with real weights', () => {
  describe.each(['Xenova/all-MiniLM-L6-v2', 'Xenova/bge-small-en-v1.5'])('of %s', (model) => {
    const options = { model, modelsFolder: sharedPath('models') };
    let opened: readonly TransformersEmbedder[] = [];
    let onnx: OnnxEmbedder;
    let asked = 0;
    beforeAll(async () => {
      opened = await Promise.all([createTransformersEmbedder(options), createTransformersEmbedder(options)]);
      onnx = await createOnnxEmbedder(options);
    });
    afterAll(async () => {
      await Promise.all([...opened, onnx].map((each) => each.dispose()));
    });

    testEmbedder({ describe, test }, model, { create: () => opened[asked++ % 2]! });

    it('gives the vectors of the reference, near enough', async () => {
      const texts = expected.filter((each) => each.model === model);
      const vectors = await opened[0]!.embedDocuments(texts.map(({ text }) => text));
      expect(vectors).toHaveLength(5);
      for (const [index, vector] of vectors.entries())
        expect(cosine(vector, texts[index]!.vector), texts[index]!.text).toBeGreaterThan(TOLERANCE);
    });

    it('gives the vectors of the ONNX embedder on abstracts and questions, near enough', async () => {
      const { documents, queries } = judgedCollection('scifact');
      const passages = documents.slice(0, 30).map(passageText);
      const asked = [...queries.values()].slice(0, 20);
      const pairs = [
        await both((embedder) => embedder.embedDocuments(passages)),
        await both((embedder) => Promise.all(asked.map((text) => embedder.embedQuery(text)))),
      ];
      for (const [theirs, ours] of pairs) {
        const cosines = theirs.map((vector, index) => cosine(vector, ours[index]!));
        expect(Math.min(...cosines)).toBeGreaterThan(TOLERANCE);
        expect(cosines.reduce((sum, value) => sum + value, 0) / cosines.length).toBeGreaterThan(MEAN);
      }
    });

    async function both(
      embed: (embedder: Embedder) => Promise<readonly Float32Array[]>,
    ): Promise<[readonly Float32Array[], readonly Float32Array[]]> {
      return [await embed(opened[0]!), await embed(onnx)];
    }
  });
});

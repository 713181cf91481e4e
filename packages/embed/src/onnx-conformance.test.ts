import { fileURLToPath } from 'node:url';
import { testEmbedder } from '@tsr/conformance';
import { afterAll, describe, test } from 'vitest';
import { createOnnxEmbedder } from './onnx-embedder.ts';

describe('the tiny encoder', async () => {
  const model = fileURLToPath(new URL('../../onnx/fixtures/tiny-encoder', import.meta.url));
  // Two for all checks, in turn: starting threads afresh for each is slow.
  const opened = [await createOnnxEmbedder({ model, workers: 2 }), await createOnnxEmbedder({ model, workers: 1 })];
  let asked = 0;
  afterAll(async () => {
    for (const embedder of opened) await embedder.dispose();
  });

  testEmbedder({ describe, test }, 'an ONNX embedder', { create: () => opened[asked++ % 2]! });
});

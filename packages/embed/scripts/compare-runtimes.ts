// How long a text takes, and how long it holds the event loop, with each runtime of the same model:
//   node --conditions=@tsr/source --import ../../tooling/typescript.mjs scripts/compare-runtimes.ts \
//     ../../../shared/models ../../../shared/data/scifact/corpus.jsonl
import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Disposable, type Embedder, passageText } from '@tsr/core';
import { parseCorpusJsonl } from '@tsr/eval';
import { createOnnxEmbedder } from '../src/onnx-embedder.ts';
import { createTransformersEmbedder } from '../src/transformers-embedder.ts';

const [modelsFolder = '', corpus = ''] = process.argv.slice(2);
const options = { model: 'Xenova/all-MiniLM-L6-v2', modelsFolder };
const texts = parseCorpusJsonl(readFileSync(corpus, 'utf8')).slice(0, 60).map(passageText);

const runtimes: Readonly<Record<string, () => Promise<Embedder & Disposable>>> = {
  '@xenova/transformers': () => createTransformersEmbedder(options),
  'ONNX, one worker': () => createOnnxEmbedder({ ...options, workers: 1 }),
  'ONNX, two workers': () => createOnnxEmbedder({ ...options, workers: 2 }),
};

async function measured(create: () => Promise<Embedder & Disposable>): Promise<{ perText: number; held: number }> {
  const embedder = await create();
  await embedder.embedDocuments(texts.slice(0, 3));
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const began = performance.now();
  await embedder.embedDocuments(texts);
  const perText = (performance.now() - began) / texts.length;
  delay.disable();
  await embedder.dispose();
  return { perText, held: delay.max / 1e6 };
}

// Twice, since the machine may have other work; the better one of each counts.
for (const [name, create] of Object.entries(runtimes)) {
  const first = await measured(create);
  const second = await measured(create);
  const perText = Math.min(first.perText, second.perText).toFixed(1);
  console.log(`${name}: ${perText} ms per text, event loop held ${Math.min(first.held, second.held).toFixed(0)} ms`);
}

/**
 * Vectors of the training texts by the encoder that the static table imitates: float32, one after the other, in the
 * order of the texts. Hours on one core; what was interrupted goes on where it stopped.
 *
 *     npx tsx --conditions=@tsr/source packages/embed/scripts/encode-texts.ts --model <folder> --texts texts.jsonl --out vectors.f32
 */
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createSentenceEncoder } from './sentence-encoder.ts';
import { trainingIds } from './training-texts.ts';

const { values: options } = parseArgs({
  options: { model: { type: 'string' }, texts: { type: 'string' }, out: { type: 'string' } },
});

await main();

async function main(): Promise<void> {
  const { model, texts, out } = options;
  if (!model || !texts || !out) throw new Error('--model, --texts or --out is missing; name a folder and two files');
  const tokenizer = JSON.parse(await readFile(join(model, 'tokenizer.json'), 'utf8'));
  const { '[CLS]': cls, '[SEP]': sep } = tokenizer.model.vocab;
  const ids = await trainingIds(texts, tokenizer);
  const encoder = await createSentenceEncoder(join(model, 'onnx', 'model_quantized.onnx'), { cls, sep });
  const file = await open(out, 'a');
  const width = (await encoder.vectorOf([])).length;
  const done = Math.floor((await file.stat()).size / (4 * width));
  await file.truncate(4 * width * done);
  for (let at = done; at < ids.length; at++) {
    await file.write(new Uint8Array(Float32Array.from(await encoder.vectorOf(ids[at]!)).buffer));
    if (at % 1000 === 0) console.log(`${at} of ${ids.length}`);
  }
  await file.close();
  await encoder.release();
}

/**
 * Makes the bundled table from a sentence encoder and what it makes of training texts. Equal files give equal bytes; the
 * encoder's own numbers depend a little on the kind of processor.
 *
 *     npx tsx --conditions=@tsr/source packages/embed/scripts/make-static-table.ts --model <folder> --texts texts.jsonl --vectors vectors.f32
 *
 * The folder has `tokenizer.json` and `onnx/model_quantized.onnx`, as on the Hugging Face hub; texts come from
 * `collect-texts.py`, vectors from `encode-texts.ts`. There may be fewer vectors than texts: the first texts count.
 */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { encodeStaticTable } from '../src/static-table-file.ts';
import { fittedTable } from './fitted-table.ts';
import { tokenVectors } from './token-vectors.ts';
import { trainingIds } from './training-texts.ts';
import { usableTokens, type VocabularyEntry, type WordPieceFile } from './usable-tokens.ts';
import { quantized } from './weighted-rows.ts';

const MAX_BYTES = 8_000_000;
const DIMENSIONS = 256;
const SETTINGS = { dimensions: DIMENSIONS, smoothing: 2e-4, lambda: 0.1, steps: 25, whitening: 0.5 };

const { values: options } = parseArgs({
  options: {
    model: { type: 'string' },
    texts: { type: 'string' },
    vectors: { type: 'string' },
    name: { type: 'string', default: 'sentence-transformers/all-MiniLM-L6-v2' },
    licence: { type: 'string', default: 'Apache-2.0' },
    out: { type: 'string', default: fileURLToPath(new URL('../table/static-v2.bin', import.meta.url)) },
  },
});

await main();

async function main(): Promise<void> {
  const { model, texts, vectors, name, licence, out } = options;
  if (!model || !texts || !vectors)
    throw new Error('--model, --texts or --vectors is missing; name a folder and two files');
  const tokenizer: WordPieceFile = JSON.parse(await readFile(join(model, 'tokenizer.json'), 'utf8'));
  const entries = usableTokens(tokenizer);
  const weightsFile = join(model, 'onnx', 'model_quantized.onnx');
  const rows = await fitted(tokenizer, entries, weightsFile, texts, vectors);
  const file = encodeStaticTable({
    origin: {
      name: `static-${name.split('/').at(-1)?.toLowerCase()}-${DIMENSIONS}`,
      model: name,
      modelSha256: sha256(await readFile(weightsFile)),
      madeBy: 'packages/embed/scripts/make-static-table.ts',
      licence,
    },
    dimensions: DIMENSIONS,
    tokens: entries.map(({ token }) => token),
    ...quantized(rows, DIMENSIONS),
  });
  if (file.length > MAX_BYTES) throw new Error(`the table has ${file.length} bytes, at most ${MAX_BYTES} are allowed`);
  await writeFile(out, file);
  console.log(`${file.length} bytes, sha-256 ${sha256(file)}`);
}

async function fitted(
  tokenizer: WordPieceFile,
  entries: readonly VocabularyEntry[],
  weightsFile: string,
  textsFile: string,
  vectorsFile: string,
): Promise<Float32Array> {
  const { '[CLS]': cls, '[SEP]': sep } = tokenizer.model.vocab;
  if (cls === undefined || sep === undefined) throw new Error('the vocabulary has no [CLS] or [SEP]');
  const ids = entries.map(({ id }) => id);
  const { dimensions: width, rows: tokens } = await tokenVectors(weightsFile, ids, { cls, sep });
  const bytes = await readFile(vectorsFile);
  const vectors = unitVectors(new Float32Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.length / 4)), width);
  const rowOf = new Map(ids.map((id, row) => [id, row]));
  const texts = (await trainingIds(textsFile, tokenizer))
    .slice(0, vectors.length / width)
    .map((text) => text.map((id) => rowOf.get(id)).filter((row) => row !== undefined));
  console.log(`${texts.length} texts`);
  return fittedTable({ texts, vectors, tokens, width, ...SETTINGS });
}

/** Whole vectors of length 1; half a vector at the end is left out. */
function unitVectors(values: Float32Array, width: number): Float32Array {
  const vectors = values.slice(0, Math.floor(values.length / width) * width);
  for (let start = 0; start < vectors.length; start += width) {
    const vector = vectors.subarray(start, start + width);
    const length = Math.hypot(...vector);
    for (let i = 0; i < width; i++) vector[i]! /= length;
  }
  return vectors;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

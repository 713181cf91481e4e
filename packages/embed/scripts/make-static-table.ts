/**
 * Makes the bundled table from a sentence encoder: each token of its vocabulary alone through the encoder, principal
 * components, frequency weights, int8. The same model on the same kind of processor gives the same bytes.
 *
 *     npx tsx --conditions=@tsr/source packages/embed/scripts/make-static-table.ts --model <folder of an encoder>
 *
 * The folder has `tokenizer.json` and `onnx/model_quantized.onnx`, as on the Hugging Face hub.
 */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { encodeStaticTable } from '../src/static-table-file.ts';
import { tokenVectors } from './token-vectors.ts';
import { usableTokens, type WordPieceFile } from './usable-tokens.ts';
import { quantized, zipfWeights } from './weighted-rows.ts';
import { whitened } from './whitened.ts';

const MAX_BYTES = 8_000_000;
const DIMENSIONS = 256;
const WHITENING = 0.75;
const FREQUENCY_SMOOTHING = 5e-5;

const { values: options } = parseArgs({
  options: {
    model: { type: 'string' },
    name: { type: 'string', default: 'sentence-transformers/all-MiniLM-L6-v2' },
    licence: { type: 'string', default: 'Apache-2.0' },
    out: { type: 'string', default: fileURLToPath(new URL('../table/static-v1.bin', import.meta.url)) },
  },
});

await main();

async function main(): Promise<void> {
  if (options.model === undefined) throw new Error('--model is missing; name the folder of a sentence encoder');
  const tokenizer: WordPieceFile = JSON.parse(await readFile(join(options.model, 'tokenizer.json'), 'utf8'));
  const weightsFile = join(options.model, 'onnx', 'model_quantized.onnx');
  const file = await makeTable(tokenizer, weightsFile);
  if (file.length > MAX_BYTES) throw new Error(`the table has ${file.length} bytes, at most ${MAX_BYTES} are allowed`);
  await writeFile(options.out, file);
  console.log(`${file.length} bytes, sha-256 ${sha256(file)}`);
}

async function makeTable(tokenizer: WordPieceFile, weightsFile: string): Promise<Uint8Array> {
  const entries = usableTokens(tokenizer);
  const { '[CLS]': cls, '[SEP]': sep } = tokenizer.model.vocab;
  if (cls === undefined || sep === undefined) throw new Error('the vocabulary has no [CLS] or [SEP]');
  const ids = entries.map(({ id }) => id);
  const { dimensions: width, rows } = await tokenVectors(weightsFile, ids, { cls, sep });
  const components = whitened(rows, width, { dimensions: DIMENSIONS, whitening: WHITENING });
  return encodeStaticTable({
    origin: {
      name: `static-${options.name.split('/').at(-1)?.toLowerCase()}-${DIMENSIONS}`,
      model: options.name,
      modelSha256: sha256(await readFile(weightsFile)),
      madeBy: 'packages/embed/scripts/make-static-table.ts',
      licence: options.licence,
    },
    dimensions: DIMENSIONS,
    tokens: entries.map(({ token }) => token),
    ...quantized(components, zipfWeights(entries.length, FREQUENCY_SMOOTHING), DIMENSIONS),
  });
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

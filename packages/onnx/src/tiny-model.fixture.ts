import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const fixtures = new URL('../../rerank-onnx/fixtures/', import.meta.url);

/** The small cross-encoder that ships with @tsr/rerank-onnx. */
export const tinyModel: string = fileURLToPath(new URL('tiny-cross-encoder', fixtures));

/** The small sentence encoders, int8 and fp32: scripts/make-tiny-encoder.py. */
export const tinyEncoder: string = fileURLToPath(new URL('../fixtures/tiny-encoder', import.meta.url));
export const tinyEncoderFp32: string = `${tinyEncoder}-fp32`;

interface ExpectedVectors {
  readonly text: string;
  readonly tokens: number;
  readonly mean: readonly number[];
  readonly cls: readonly number[];
}

/** What they must give, at most 128 tokens of each text. */
export const tinyVectors: Readonly<Record<'tiny-encoder' | 'tiny-encoder-fp32', readonly ExpectedVectors[]>> =
  JSON.parse(readFileSync(`${tinyEncoder}.vectors.json`, 'utf8'));

/** A variant of its ONNX file that must be refused, or treated otherwise. */
export const variantFile = (name: string): string => fileURLToPath(new URL(`broken-models/${name}.onnx`, fixtures));

/** A copy of a tiny model to spoil, for one test; `files` are written over it. */
export function copyOfTinyModel(
  files: Readonly<Record<string, string | Uint8Array>> = {},
  model: string = tinyModel,
): string {
  const folder = mkdtempSync(join(tmpdir(), 'tsr-model-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(model, folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

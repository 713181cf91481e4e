import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const fixtures = new URL('../../rerank-onnx/fixtures/', import.meta.url);

/** The small cross-encoder that ships with @tsr/rerank-onnx. */
export const tinyModel: string = fileURLToPath(new URL('tiny-cross-encoder', fixtures));

/** A variant of its ONNX file that must be refused, or treated otherwise. */
export const variantFile = (name: string): string => fileURLToPath(new URL(`broken-models/${name}.onnx`, fixtures));

/** A copy of the tiny model to spoil, for one test; `files` are written over it. */
export function copyOfTinyModel(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'tsr-model-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(tinyModel, folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

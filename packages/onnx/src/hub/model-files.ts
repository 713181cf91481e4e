import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TsrError } from '@tsr/core';

/** A file that a model has, under the first of several names that is there. */
export interface ModelFile {
  /** Paths below the model's folder, best first. */
  readonly names: readonly string[];
  /** A larger one is refused. */
  readonly maxMegabytes: number;
  readonly required: boolean;
}

const MB = 2 ** 20;
const CONFIG: ModelFile = { names: ['config.json'], maxMegabytes: 1, required: true };
const TOKENIZER: ModelFile = { names: ['tokenizer.json'], maxMegabytes: 100, required: true };
const TOKENIZER_CONFIG: ModelFile = { names: ['tokenizer_config.json'], maxMegabytes: 10, required: false };
const POOLING: ModelFile = { names: ['1_Pooling/config.json'], maxMegabytes: 1, required: false };
const WEIGHTS = ['onnx/model_quantized.onnx', 'onnx/model.onnx', 'model.onnx'];
// onnxruntime reads no larger file without external data, which is refused.
const MAX_WEIGHTS_MEGABYTES = 2047;

export interface ModelFiles {
  readonly config: ModelFile;
  readonly tokenizer: ModelFile;
  readonly tokenizerConfig: ModelFile;
  readonly pooling: ModelFile;
  readonly weights: ModelFile;
}

/** What is read of a model; small files first. */
export function modelFiles(onnxFile?: string): ModelFiles {
  return {
    config: CONFIG,
    tokenizer: TOKENIZER,
    tokenizerConfig: TOKENIZER_CONFIG,
    pooling: POOLING,
    weights: {
      names: onnxFile === undefined ? WEIGHTS : [onnxFile],
      maxMegabytes: MAX_WEIGHTS_MEGABYTES,
      required: true,
    },
  };
}

/** The files by name, for whoever puts them in place. */
export function wantedFiles(files: ModelFiles): string {
  return `config.json, tokenizer.json, tokenizer_config.json and ${files.weights.names.join(' or ')}`;
}

export function maxBytes({ maxMegabytes }: ModelFile): number {
  return maxMegabytes * MB;
}

/**
 * Path of a file in a folder; undefined where there is none.
 * @throws TsrError `TSR_MODEL_INVALID` if it is no file, empty, or too large.
 */
export async function findFile(folder: string, file: ModelFile): Promise<string | undefined> {
  for (const name of file.names) {
    const path = join(folder, name);
    const info = await stat(path).catch(() => undefined);
    if (info === undefined) continue;
    checkSize(path, info, file);
    return path;
  }
  return undefined;
}

function checkSize(path: string, info: Stats, file: ModelFile): void {
  if (info.isFile() && info.size > 0 && info.size <= maxBytes(file)) return;
  const fact = info.isFile() ? `has ${info.size} bytes` : 'is not a file';
  throw new TsrError(
    'TSR_MODEL_INVALID',
    `onnx: ${path} ${fact}; it must be a file of 1 byte to ${file.maxMegabytes} MB`,
  );
}

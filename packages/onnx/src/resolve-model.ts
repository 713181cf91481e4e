import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { invalidArgument, shown, TsrError } from '@tsr/core';
import { readJsonObject } from './json-file.ts';
import { type ModelConfig, modelConfig } from './model-config.ts';

export interface ResolveModelOptions {
  /**
   * A folder (absolute, starting with `.`, or a `file:` URL), or an id as on the Hugging Face hub, such as
   * `cross-encoder/ms-marco-MiniLM-L-6-v2`, which is a folder under `modelsFolder`.
   */
  readonly model: string | URL;
  /** @default the environment variable TSR_MODELS */
  readonly modelsFolder?: string;
}

/** A model's files, present and of sane size. */
export interface ResolvedModel {
  /** The id, or the folder's own name where no id was passed. */
  readonly name: string;
  readonly folder: string;
  readonly onnxFile: string;
  /** Size of the ONNX file. */
  readonly bytes: number;
  readonly tokenizerFile: string;
  readonly tokenizerConfigFile?: string;
  readonly config: ModelConfig;
  /** `sha256:` and the digest of ONNX file, tokenizer and its config: equal fingerprints give equal outputs. */
  readonly fingerprint: string;
}

const ONNX_FILES = ['onnx/model_quantized.onnx', 'onnx/model.onnx', 'model.onnx'];
const WANTED = `config.json, tokenizer.json, tokenizer_config.json and ${ONNX_FILES.join(' or ')}`;
const MB = 2 ** 20;
const HUB_ID = /^\w[\w.-]*(\/\w[\w.-]*)*$/;

/**
 * Finds a model on disk; nothing is fetched.
 * @throws TsrError `TSR_MODEL_NOT_FOUND` if the folder or one of its files is missing, `TSR_MODEL_INVALID` if a
 *   file is not what its name says.
 */
export async function resolveModel({
  model,
  modelsFolder = process.env.TSR_MODELS,
}: ResolveModelOptions): Promise<ResolvedModel> {
  const folder = folderOf(model, modelsFolder);
  const configFile = await present(folder, ['config.json'], 1);
  const tokenizerFile = await present(folder, ['tokenizer.json'], 100);
  const tokenizerConfigFile = await find(folder, ['tokenizer_config.json'], 10);
  const onnxFile = await present(folder, ONNX_FILES, 2047);
  const config = await readJsonObject(configFile);
  const tokenizerConfig = tokenizerConfigFile === undefined ? {} : await readJsonObject(tokenizerConfigFile);
  return {
    name: typeof model === 'string' && !isFolder(model) ? model : basename(folder),
    folder,
    onnxFile,
    bytes: (await stat(onnxFile)).size,
    tokenizerFile,
    ...(tokenizerConfigFile !== undefined && { tokenizerConfigFile }),
    config: modelConfig(folder, config, tokenizerConfig),
    fingerprint: await fingerprintOf(onnxFile, tokenizerFile, tokenizerConfigFile),
  };
}

function folderOf(model: string | URL, modelsFolder: string | undefined): string {
  if (model instanceof URL) return fileURLToPath(model);
  if (typeof model !== 'string' || model === '')
    throw invalidArgument(`onnx: model is ${shown(model)}; pass a folder or an id such as 'Xenova/all-MiniLM-L6-v2'`);
  if (isFolder(model)) return resolve(model);
  if (!HUB_ID.test(model))
    throw invalidArgument(`onnx: model is ${shown(model)}; an id has the form 'owner/name', a folder starts with ./`);
  if (modelsFolder) return resolve(modelsFolder, model);
  throw new TsrError(
    'TSR_MODEL_NOT_FOUND',
    `onnx: model ${model} cannot be looked up, there is no models folder; pass modelsFolder or set TSR_MODELS to a folder that has ${join(model, '/')} with ${WANTED}`,
  );
}

function isFolder(model: string): boolean {
  return isAbsolute(model) || model.startsWith('.');
}

async function present(folder: string, names: readonly string[], maxMegabytes: number): Promise<string> {
  const file = await find(folder, names, maxMegabytes);
  if (file !== undefined) return file;
  throw new TsrError(
    'TSR_MODEL_NOT_FOUND',
    `onnx: ${folder} has no ${names.join(' or ')}; put the model's files there: ${WANTED}`,
  );
}

async function find(folder: string, names: readonly string[], maxMegabytes: number): Promise<string | undefined> {
  for (const name of names) {
    const path = join(folder, name);
    const info = await stat(path).catch(() => undefined);
    if (!info) continue;
    if (info.isFile() && info.size > 0 && info.size <= maxMegabytes * MB) return path;
    const fact = info.isFile() ? `has ${info.size} bytes` : 'is not a file';
    throw new TsrError('TSR_MODEL_INVALID', `onnx: ${path} ${fact}; it must be a file of 1 byte to ${maxMegabytes} MB`);
  }
  return undefined;
}

async function fingerprintOf(...paths: readonly (string | undefined)[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of paths) {
    if (path !== undefined) for await (const chunk of createReadStream(path)) hash.update(chunk);
  }
  return `sha256:${hash.digest('hex')}`;
}

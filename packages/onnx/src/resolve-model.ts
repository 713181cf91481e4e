import { stat } from 'node:fs/promises';
import { basename, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TsrError } from '@tsr/core';
import { cachedModel } from './hub/cached-model.ts';
import type { DownloadProgress } from './hub/download-progress.ts';
import { sha256Of } from './hub/file-digest.ts';
import { defaultCacheFolder, type HubOptions, hubSettings, isOffline } from './hub/hub-settings.ts';
import { repositoryOf } from './hub/model-aliases.ts';
import { findFile, type ModelFile, type ModelFiles, modelFiles, wantedFiles } from './hub/model-files.ts';
import { checkModelId, checkOnnxFile, checkRevision, checkSha256, isRepository } from './hub/model-id.ts';
import { readJsonObject } from './json-file.ts';
import { type ModelConfig, modelConfig } from './model-config.ts';
import { fingerprintOf } from './model-fingerprint.ts';

export interface ResolveModelOptions {
  /**
   * A folder (absolute, starting with `.`, or a `file:` URL), or an id as on the Hugging Face hub, such as
   * `cross-encoder/ms-marco-MiniLM-L-6-v2`. An id is a folder under `modelsFolder`; else it is looked up in the cache
   * folder; else it is downloaded.
   */
  readonly model: string | URL;
  /** @default the environment variable TSR_MODELS */
  readonly modelsFolder?: string;
  /** Where downloads are kept. @default `tsr` in HF_HOME, or `tsr/models` in XDG_CACHE_HOME or in ~/.cache */
  readonly cacheFolder?: string;
  /** Branch, tag or commit on the hub. A branch stays at the commit that it had when it was first downloaded. @default 'main' */
  readonly revision?: string;
  /** Of the ONNX file, in hexadecimal digits: another file is refused, wherever it is found. */
  readonly sha256?: string;
  /** Path of the ONNX file in the model's folder. @default onnx/model_quantized.onnx, onnx/model.onnx or model.onnx */
  readonly onnxFile?: string;
  /** How to reach the hub; false: nothing is downloaded. @default huggingface.co, as HF_ENDPOINT and HF_TOKEN say */
  readonly hub?: HubOptions | false;
  /** Nothing is downloaded. @default HF_HUB_OFFLINE */
  readonly offline?: boolean;
  /** Told of downloads, about ten times per second. */
  readonly onDownload?: (progress: DownloadProgress) => void;
  /** Ends a download; what has come stays, and the next attempt goes on with it. */
  readonly signal?: AbortSignal;
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

/**
 * Finds a model on this machine, or downloads it if its id names one on the hub. Files in the cache folder are checked
 * against their recorded SHA-256 each time.
 * @throws TsrError `TSR_MODEL_NOT_FOUND` if the model or one of its files is missing, `TSR_MODEL_INVALID` if a file is
 *   not what its name says, `TSR_CORRUPT_FILE` if it is not the one that was recorded or named, `TSR_IO` or
 *   `TSR_TIMEOUT` if the hub cannot be reached.
 */
export async function resolveModel(options: ResolveModelOptions): Promise<ResolvedModel> {
  options.signal?.throwIfAborted();
  const sha256 = checkSha256(options.sha256);
  const files = modelFiles(checkOnnxFile(options.onnxFile));
  const { name, folder } = await locate(options, files, sha256);
  const configFile = await present(folder, files.config, files);
  const tokenizerFile = await present(folder, files.tokenizer, files);
  const tokenizerConfigFile = await findFile(folder, files.tokenizerConfig);
  const onnxFile = await present(folder, files.weights, files);
  if (sha256 !== undefined) await checkDigest(onnxFile, sha256);
  const config = await readJsonObject(configFile);
  const tokenizerConfig = tokenizerConfigFile === undefined ? {} : await readJsonObject(tokenizerConfigFile);
  const hashed = { onnxFile, tokenizerFile, ...(tokenizerConfigFile !== undefined && { tokenizerConfigFile }) };
  return {
    name,
    folder,
    ...hashed,
    bytes: (await stat(onnxFile)).size,
    config: modelConfig(folder, config, tokenizerConfig),
    fingerprint: await fingerprintOf(hashed),
  };
}

interface Located {
  readonly name: string;
  readonly folder: string;
}

async function locate(options: ResolveModelOptions, files: ModelFiles, sha256: string | undefined): Promise<Located> {
  const { model, modelsFolder = process.env.TSR_MODELS } = options;
  if (model instanceof URL) return named(fileURLToPath(model));
  if (typeof model === 'string' && isFolder(model)) return named(resolve(model));
  const id = checkModelId(model);
  const folder = await folderUnder(modelsFolder, id);
  return { name: id, folder: folder ?? (await fromCache(id, modelsFolder, options, files, sha256)) };
}

function named(folder: string): Located {
  return { name: basename(folder), folder };
}

function isFolder(model: string): boolean {
  return isAbsolute(model) || model.startsWith('.');
}

async function folderUnder(modelsFolder: string | undefined, id: string): Promise<string | undefined> {
  if (!modelsFolder) return undefined;
  for (const name of new Set([id, repositoryOf(id)])) {
    const folder = resolve(modelsFolder, name);
    if ((await stat(folder).catch(() => undefined))?.isDirectory()) return folder;
  }
  return undefined;
}

async function fromCache(
  id: string,
  modelsFolder: string | undefined,
  options: ResolveModelOptions,
  files: ModelFiles,
  sha256: string | undefined,
): Promise<string> {
  const { hub = {}, onDownload, signal } = options;
  const repository = repositoryOf(id);
  const revision = checkRevision(options.revision ?? 'main');
  const cacheFolder = resolve(options.cacheFolder ?? defaultCacheFolder());
  const place = modelsFolder ? resolve(modelsFolder, id) : join(cacheFolder, repository, encodeURIComponent(revision));
  const wanted = isRepository(repository) ? ` of https://huggingface.co/${repository}` : '';
  const remedy = `put ${wantedFiles(files)}${wanted} into ${join(place, '/')}`;
  const settings = () => hubSettings(hub === false ? {} : hub);
  const closed = closedBecause(repository, options);
  const request = {
    id,
    repository,
    revision,
    files,
    sha256,
    cacheFolder,
    closed,
    settings,
    onDownload,
    signal,
    remedy,
  };
  return cachedModel(request);
}

/** Why nothing may be downloaded; undefined where it may. */
function closedBecause(repository: string, { hub, offline }: ResolveModelOptions): string | undefined {
  if (!isRepository(repository)) return "no id of the form 'owner/name', which could be downloaded";
  if (hub === false) return 'the hub is switched off (hub: false)';
  if (offline) return 'downloads are switched off (offline: true)';
  if (offline === undefined && isOffline()) return 'downloads are switched off (HF_HUB_OFFLINE)';
  return undefined;
}

async function present(folder: string, file: ModelFile, files: ModelFiles): Promise<string> {
  const path = await findFile(folder, file);
  if (path !== undefined) return path;
  throw new TsrError(
    'TSR_MODEL_NOT_FOUND',
    `onnx: ${folder} has no ${file.names.join(' or ')}; put the model's files there: ${wantedFiles(files)}`,
  );
}

async function checkDigest(path: string, sha256: string): Promise<void> {
  const found = await sha256Of(path);
  if (found === sha256) return;
  throw new TsrError(
    'TSR_CORRUPT_FILE',
    `onnx: ${path} has SHA-256 ${found} instead of ${sha256}; put the right file there, or pass its digest`,
  );
}
